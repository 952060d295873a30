"""What to do next: the three things that matter most, each from what the release says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from orchestration.pages import formats
from orchestration.pages.costs import Costs
from orchestration.pages.moved_work import MovedWork
from orchestration.pages.savings import Comparison
from orchestration.pages.sla_cells import SlaCell
from orchestration.pages.vendors import ProviderMonth, all_channels
from orchestration.pages.verdict import Standing

COUNT = 3


@dataclass(frozen=True)
class Action:
    """What to do, and the figures that say so."""

    title: str
    why: str


@dataclass(frozen=True)
class Situation:
    """Everything that actions are drawn from."""

    late: Sequence[str]
    comparisons: Sequence[Comparison]
    moved: Sequence[MovedWork]
    cells: Sequence[SlaCell]
    providers: Sequence[ProviderMonth]
    costs: Costs


def next_actions(situation: Situation) -> list[Action]:
    """The first three of all that apply, the most urgent first; the last ones always apply."""
    listed = [
        *_late_data(situation),
        *_refused(situation),
        *_worst_cell(situation),
        *_vendor_plan(situation),
        *_quality(situation),
        *_shadow_work(situation),
        *_dearer(situation),
        *_unassigned(situation),
        *_always(situation),
    ]
    return listed[:COUNT]


def _late_data(situation: Situation) -> Iterator[Action]:
    if situation.late:
        yield Action(
            "Bring the exports that are late.",
            f"{situation.late[0]} Until then nobody knows the newest days.",
        )


def _refused(situation: Situation) -> Iterator[Action]:
    for comparison in situation.comparisons:
        reasons = [f for f in comparison.findings if f["finding_effect"] == "refuses"]
        if comparison.summary["is_refused"] and reasons:
            yield Action(
                f"Make {comparison.name} comparable.",
                formats.plain_sentence(reasons[0]["finding_words"]),
            )


def _worst_cell(situation: Situation) -> Iterator[Action]:
    """The missed cell that lacks most answers, not the one with the lowest share."""
    missed = [cell for cell in situation.cells if not cell.is_met and cell.is_judged]
    worst = max(missed, key=_lacking, default=None)
    if worst is not None:
        yield Action(
            f"Answer {formats.lower_first(worst.name)} sooner.",
            f"{formats.percent(worst.share, worst.target)} in time against "
            f"{formats.target_percent(worst.target)} (n={worst.measured:,}): "
            f"{formats.counted(_lacking(worst), 'answer')} short, more than in any other cell.",
        )


def _lacking(cell: SlaCell) -> int:
    """How many more kept promises the target asks for."""
    return max(ceil(cell.target * cell.measured) - cell.met, 0)


def _vendor_plan(situation: Situation) -> Iterator[Action]:
    missed = [
        (promise.share - promise.target, provider.name, promise)
        for provider in situation.providers
        if provider.is_vendor
        for promise in all_channels(provider)
        if not promise.is_met
    ]
    for _, name, promise in sorted(missed, key=lambda found: (found[0], found[1]))[:1]:
        what = "replies" if promise.metric == "first_reply" else "resolutions"
        yield Action(
            f"Ask {name} for a plan.",
            f"{formats.percent(promise.share, promise.target)} of its {what} were in time "
            f"(n={promise.measured:,}); promised are {formats.target_percent(promise.target)}.",
        )


def _quality(situation: Situation) -> Iterator[Action]:
    for moved in situation.moved:
        for measure in moved.measures:
            if measure.standing is Standing.BAD and measure.now and measure.band:
                now = formats.exact_percent(measure.now.share)
                low, high = (formats.exact_percent(end) for end in measure.band)
                yield Action(
                    "Find out why moved work comes back."
                    if measure.is_low_good
                    else "Find out why customers of moved work are less satisfied.",
                    f"{measure.name.capitalize()} is {now}; it was {low} to {high} before the move "
                    f"to {moved.comparison.name}.",
                )
        worse = [change for change in moved.changes if change.is_worse]
        if worse:
            yield Action(
                f"Agree with the provider on {worse[0].name}.",
                f"Like for like the moved work had {formats.listed([c.shown for c in worse])} in "
                "the months compared.",
            )
        if moved.not_back:
            deepest = max(moved.not_back, key=lambda dip: dip["dip_share"])
            yield Action(
                f"Bring {formats.plain_words(deepest['workflow_id']).lower()} back.",
                f"{formats.plain_words(deepest['metric'])} fell by "
                f"{formats.exact_percent(deepest['dip_share'])} and is not back.",
            )


def _shadow_work(situation: Situation) -> Iterator[Action]:
    for comparison in situation.comparisons:
        last = comparison.payback[-1] if comparison.payback else None
        if last and last["shadow_work_amount"] and last["shadow_work_amount"] > 0:
            amount = formats.money(last["shadow_work_amount"], last["currency_code"])
            yield Action(
                "Hand over the rest of the moved work.",
                f"The own team still spent {amount} in {formats.month_name(last['cost_month'])} on "
                f"what had moved to {comparison.name}.",
            )


def _dearer(situation: Situation) -> Iterator[Action]:
    for comparison in situation.comparisons:
        high = comparison.summary["high_saving_share"]
        if high is not None and high < 0:
            yield Action(
                f"Ask whether {comparison.name} should go on.",
                "It costs more than the same work would have cost the old way.",
            )


def _unassigned(situation: Situation) -> Iterator[Action]:
    """Cost that no tier holds, if it is more than a hundredth."""
    costs = situation.costs
    total = costs.cost(costs.month)
    loose = sum(
        (row.cost or Decimal(0) for row in costs.tiers(costs.month) if not row.tier.isdigit()),
        Decimal(0),
    )
    if total and loose > 0 and Fraction(loose) / Fraction(total) > Fraction(1, 100):
        yield Action(
            "Look at what no tier holds.",
            f"{formats.money(loose, costs.currency)} of {formats.money(total, costs.currency)} is "
            "idle time or work that no match rule places.",
        )


def _always(situation: Situation) -> Iterator[Action]:
    costs = situation.costs
    total = costs.cost(costs.month)
    rows = [row for row in costs.tiers(costs.month) if row.cost and row.tier.isdigit()]
    if rows and total:
        largest = max(rows, key=lambda row: row.cost or Decimal(0))
        share = formats.part(Fraction(largest.cost or 0) / Fraction(total))
        yield Action(
            f"Look for the next saving in {largest.tier_name.lower()} work.",
            f"Tier {largest.tier} is {share} of the cost, more than any other.",
        )
    if not situation.comparisons:
        yield Action(
            "Declare the move that you want judged.",
            "A row in comparisons.csv says which workflows moved, and when.",
        )
    yield Action("Leave the rest where it is.", "Nothing else in this release asks for a change.")
    yield Action(
        "Read the checks of this release.", "They say what is known of the files behind it."
    )
    yield Action("Look again after the next month.", "Months are judged when they are over.")
