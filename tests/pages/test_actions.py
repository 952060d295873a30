"""What to do next is drawn from the release: always three, the most urgent first."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from orchestration.pages.actions import Situation, next_actions
from orchestration.pages.costs import Costs, TierMonth
from orchestration.pages.savings import Comparison
from orchestration.pages.sla_cells import SlaCell
from orchestration.pages.vendors import Promise, ProviderMonth
from tests.pages.moved_company import summary

JUNE = date(2026, 6, 1)
NINETY = Fraction(9, 10)


def tier(name: str, cost: int) -> TierMonth:
    return TierMonth(JUNE, name, f"Tier {name}", Decimal(cost), 10, None, {})


QUIET = Situation(
    late=(),
    comparisons=(),
    moved=(),
    cells=(),
    providers=(),
    costs=Costs("USD", {JUNE: Decimal(100)}, [tier("1", 30), tier("2", 70)], JUNE),
)


def titles(situation: Situation) -> list[str]:
    return [action.title for action in next_actions(situation)]


def test_a_quiet_release_still_names_three_things() -> None:
    assert titles(QUIET) == [
        "Look for the next saving in tier 2 work.",
        "Declare the move that you want judged.",
        "Leave the rest where it is.",
    ]


def test_a_release_without_anything_still_names_three_things() -> None:
    empty = replace(QUIET, costs=Costs("USD", {}, [], None))
    assert len(next_actions(empty)) == 3


def test_late_data_comes_first() -> None:
    late = replace(QUIET, late=["The newest file is 30 h old."])
    first = next_actions(late)[0]
    assert first.title == "Bring the exports that are late."
    assert first.why.startswith("The newest file is 30 h old.")


def test_the_cell_that_lacks_most_answers_comes_before_the_one_with_the_lowest_share() -> None:
    small, large = (
        SlaCell("phone", "urgent", 20, 40, NINETY),
        SlaCell("email", "normal", 850, 1000, NINETY),
    )
    first = next_actions(replace(QUIET, cells=[small, large]))[0]
    assert first.title == "Answer email, normal sooner."
    assert "85% in time against 90% (n=1,000): 50 answers short" in first.why


def test_a_cell_with_few_requests_asks_for_nothing() -> None:
    few = SlaCell("phone", "urgent", 0, 29, NINETY)
    assert titles(replace(QUIET, cells=[few])) == titles(QUIET)


def test_a_vendor_below_its_promise_is_asked_for_a_plan_and_the_own_team_is_not() -> None:
    missed = [Promise("x", "email", "first_reply", 80, 100, NINETY)]
    own, vendor = (
        ProviderMonth("x", name, is_vendor, missed, {}, None, False, 100)
        for name, is_vendor in (("Own team", False), ("Northline", True))
    )
    assert titles(replace(QUIET, providers=[own])) == titles(QUIET)
    first = next_actions(replace(QUIET, providers=[own, vendor]))[0]
    assert first.title == "Ask Northline for a plan."
    assert first.why == "80% of its replies were in time (n=100); promised are 90%."


def test_a_refused_comparison_says_what_is_missing() -> None:
    finding = {
        "finding_effect": "refuses",
        "finding_words": "2 full months before the move; a percentage needs 3",
    }
    refused = Comparison(
        summary(comparison_name="Northline", is_refused=True), (), (), [finding], (), ()
    )
    first = next_actions(replace(QUIET, comparisons=[refused]))[0]
    assert first.title == "Make Northline comparable."
    assert first.why == "2 full months before the move; a percentage needs 3."


def test_shadow_work_that_goes_on_is_named_with_its_cost() -> None:
    row = {
        "shadow_work_amount": Decimal("1617.65"),
        "currency_code": "USD",
        "cost_month": JUNE,
    }
    moved = Comparison(summary(comparison_name="Northline"), (), (), (), (), [row])
    first = next_actions(replace(QUIET, comparisons=[moved]))[0]
    assert first.title == "Hand over the rest of the moved work."
    assert "$1,618 in June 2026" in first.why


def test_cost_that_no_tier_holds_is_named_when_it_is_more_than_a_hundredth() -> None:
    loose = tier("unallocated", 9)
    costs = replace(QUIET.costs, tier_months=[*QUIET.costs.tier_months, loose])
    assert titles(replace(QUIET, costs=costs))[0] == "Look at what no tier holds."
    little = replace(costs, tier_months=[*QUIET.costs.tier_months, tier("unallocated", 1)])
    assert titles(replace(QUIET, costs=little)) == titles(QUIET)
