"""The verdict is one sentence over all parts, and never says better than the worst of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.pages.costs import Costs, TierMonth
from orchestration.pages.moved_work import Measure, MonthShare, MovedWork
from orchestration.pages.owner import OwnerFigures, cost_fact, verdict_parts
from orchestration.pages.savings import Comparison
from orchestration.pages.service_change import ServiceChange
from orchestration.pages.sla_cells import SlaCell
from orchestration.pages.verdict import Part, Standing, Verdict, verdict
from orchestration.publishing.manifest import ReleaseFacts
from orchestration.quality.results import CheckResult
from tests.pages.moved_company import summary

JUNE = date(2026, 6, 1)
WINDOW = (date(2025, 1, 1), date(2025, 9, 1))
FINE = CheckResult(("marts", "sla_month"), "keys", True, True, "Holds.", {})
MET, MISSED = (SlaCell("chat", "high", met, 100, Fraction(9, 10)) for met in (95, 80))


def facts(*checks: CheckResult) -> ReleaseFacts:
    times = ("2026-07-01T10:00:00", "2026-07-01T12:00:00")
    return ReleaseFacts("000001", "run", *times, {}, checks or (FINE,), ())


def comparison(**changed: object) -> Comparison:
    return Comparison(summary(comparison_name="Northline", **changed), (), (), (), (), ())


def rework(now: int) -> Measure:
    """Rework of 4.0 to 4.4 percent in two months before, and this many of a thousand now."""
    months = [
        MonthShare(date(2025, 1, 1), 40, 1000),
        MonthShare(date(2025, 2, 1), 44, 1000),
        MonthShare(JUNE, now, 1000),
    ]
    return Measure("rework", True, months, *WINDOW)


def company(
    *compared: Comparison, cells: Sequence[SlaCell] = (MET,), reworked: int = 42
) -> OwnerFigures:
    cost = TierMonth(JUNE, "1", "Strategic", Decimal(100), 40, None, {"labour": Decimal(100)})
    return OwnerFigures(
        costs=Costs("USD", {JUNE: Decimal(100)}, [cost], JUNE),
        comparisons=compared,
        moved=[MovedWork(one, [rework(reworked)], (), None) for one in compared],
        cells={"first_reply": cells},
        providers=(),
    )


def judged(figures: OwnerFigures, *checks: CheckResult) -> Verdict:
    found = verdict(verdict_parts(figures, facts(*checks)))
    return replace(found, sentence=found.sentence.replace("\N{NO-BREAK SPACE}", " "))


def test_all_well() -> None:
    said = judged(company(comparison()))
    assert said.word == "All well"
    assert said.sentence == (
        "The move to Northline saved 33.2% of cost (27.4% to 38.4%), rework of the moved work is "
        "as good as it was and the service target was met in June 2026."
    )


def test_there_is_nothing_to_compare_yet() -> None:
    said = judged(company())
    assert said.standing is Standing.UNKNOWN
    assert said.sentence.endswith("June 2026, but there is no move to compare with yet.")
    assert "saved" not in said.sentence


def test_a_refused_comparison_has_no_percentage() -> None:
    nothing = dict.fromkeys(("saving_share", "low_saving_share", "high_saving_share"))
    said = judged(company(comparison(is_refused=True, is_saving_shown=False, **nothing)))
    assert said.standing is Standing.UNKNOWN
    assert "but what the move to Northline saved cannot be said yet" in said.sentence
    assert "%" not in said.sentence


def test_cost_that_fell_and_quality_that_fell_stand_in_one_sentence() -> None:
    said = judged(company(comparison(), reworked=60))
    assert said.standing is Standing.BAD
    assert said.sentence == (
        "The move to Northline saved 33.2% of cost (27.4% to 38.4%) and the service target "
        "was met in June 2026, but rework of the moved work rose to 6.0% (at most 4.4% before)."
    )


def test_service_that_became_worse_like_for_like_is_said_and_not_called_well() -> None:
    figures = company(comparison())
    worse = [ServiceChange("rework", Decimal("0.021")), ServiceChange("csat", Decimal("0.01"))]
    moved = [replace(figures.moved[0], changes=worse)]
    said = judged(replace(figures, moved=moved))
    assert said.standing is Standing.BAD
    assert said.sentence.endswith(
        "but like for like the moved work had rework 2.1 points higher in the months compared."
    )
    assert "as good" not in said.sentence


def test_data_that_is_late_is_said() -> None:
    late = CheckResult(
        ("zendesk", "tickets"), "newest_file_is_fresh", False, False, "30 h old.", {}
    )
    said = judged(company(comparison()), FINE, late)
    assert said.standing is Standing.BAD
    assert said.sentence.endswith(", but data from zendesk is late.")


def test_a_check_that_found_something_is_said() -> None:
    odd = replace(FINE, name="odd", passed=False)
    assert judged(company(comparison()), FINE, odd).sentence.endswith(
        ", but 1 check of the data found something."
    )


def test_a_missed_target_is_said_with_the_number_of_targets() -> None:
    said = judged(company(comparison(), cells=[MET, MISSED]))
    assert said.standing is Standing.BAD
    assert said.sentence.endswith(", but 1 of 2 response targets were missed in June 2026.")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            {"is_saving_shown": False, "low_saving_share": Decimal("-0.031")},
            "a saving by the move to Northline cannot be told from chance (−3.1% to 38.4%)",
        ),
        ({"is_provisional": True}, "the saving of 33.2% by the move to Northline is provisional"),
        ({"is_far_from_cross_check": True}, "what the move to Northline saved disagree"),
        (
            {"saving_share": None, "low_saving_share": None, "high_saving_share": None},
            "is withheld, as it would tell the pay of too few people",
        ),
    ],
)
def test_a_saving_that_is_not_certain_is_never_among_what_is_well(
    changed: dict[str, object], words: str
) -> None:
    said = judged(company(comparison(**changed)))
    assert said.standing is Standing.UNKNOWN
    assert words in said.sentence[said.sentence.index(", but ") :]


def test_a_move_that_costs_more_is_bad() -> None:
    dearer = {
        "saving_share": Decimal("-0.1"),
        "low_saving_share": Decimal("-0.2"),
        "high_saving_share": Decimal("-0.01"),
        "is_saving_shown": False,
    }
    said = judged(company(comparison(**dearer)))
    assert said.standing is Standing.BAD
    assert "the move to Northline made support 10.0% dearer" in said.sentence


def test_the_cost_of_the_month_is_a_fact_beside_the_verdict() -> None:
    figures = company()
    said = cost_fact(figures.costs).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "Support cost $100 in June 2026, $2.50 per request."
    withheld = replace(figures.costs, month_costs={JUNE: None})
    assert "is withheld" in cost_fact(withheld)
    assert cost_fact(replace(figures.costs, month=None)) == "No month is complete yet."


PARTS = st.lists(
    st.builds(
        Part,
        subject=st.just("s"),
        standing=st.sampled_from(Standing),
        clause=st.from_regex(r"[a-z]{3,9} (is|are) [a-z]{3,9}", fullmatch=True),
    ),
    max_size=7,
)


@given(PARTS)
def test_a_verdict_never_says_better_than_its_parts(parts: list[Part]) -> None:
    said = verdict(parts)
    assert said.standing == max((part.standing for part in parts), default=Standing.UNKNOWN)
    assert (said.word == "All well") == (
        bool(parts) and all(part.standing is Standing.GOOD for part in parts)
    )
    sentence = said.sentence[0].lower() + said.sentence[1:]
    well, _, rest = sentence.partition(", but ")
    for part in parts:
        assert part.clause in sentence
        has_both = len({p.standing is Standing.GOOD for p in parts}) == 2
        if has_both and part.standing is not Standing.GOOD:
            assert part.clause in rest
    if all(part.standing is Standing.GOOD for part in parts):
        assert rest == ""
        assert well


@given(PARTS, PARTS)
def test_one_more_part_never_makes_a_verdict_better(parts: list[Part], more: list[Part]) -> None:
    if parts:
        assert verdict([*parts, *more]).standing >= verdict(parts).standing
