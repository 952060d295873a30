"""The parts of the owner's verdict, and the fact that stands before it."""

from orchestration.pages import formats
from orchestration.pages.checks import FRESHNESS
from orchestration.pages.comparisons import saving_part
from orchestration.pages.costs import Costs
from orchestration.pages.learning import learning_parts
from orchestration.pages.moved_work import quality_parts
from orchestration.pages.owner_figures import OwnerFigures
from orchestration.pages.sla_cells import ordered_metrics
from orchestration.pages.verdict import Part, Standing
from orchestration.publishing.manifest import ReleaseFacts

# What the verdict calls the targets of a metric.
TARGETS = {"first_reply": "response", "full_resolution": "resolution"}


def cost_fact(costs: Costs) -> str:
    """What the month cost, in one sentence that judges nothing."""
    if costs.month is None:
        return "No month is complete yet."
    in_month = f"in {formats.unbroken(formats.month_name(costs.month))}"
    cost, per_unit = costs.cost(costs.month), costs.per_unit(costs.month)
    if cost is None:
        return f"What support cost {in_month} is withheld: it holds the pay of too few people."
    said = f"Support cost {formats.money(cost, costs.currency)} {in_month}"
    if per_unit is not None:
        said += f", {formats.money(per_unit, costs.currency, 2)} per request"
    return said + "."


def verdict_parts(figures: OwnerFigures, facts: ReleaseFacts) -> list[Part]:
    """Saving, quality of what moved, service, learning, data: all that the release knows of."""
    parts = [saving_part(comparison) for comparison in figures.comparisons]
    if not parts:
        clause = "there is no move to compare with yet"
        parts = [Part("saving", Standing.UNKNOWN, clause)]
    for moved in figures.moved:
        parts += quality_parts(moved)
    return [
        *parts,
        service_part(figures),
        *learning_parts(figures.learned),
        *data_parts(facts),
    ]


def service_part(figures: OwnerFigures) -> Part:
    """All cells of all metrics, the small ones too."""
    month = figures.costs.month
    if month is None or not figures.cells:
        return Part("service", Standing.UNKNOWN, "no promise could be measured yet")
    in_month = f"in {formats.unbroken(formats.month_name(month))}"
    counts = [
        (TARGETS.get(metric, metric.replace("_", " ")), cells, [c for c in cells if not c.is_met])
        for metric in ordered_metrics(figures.cells)
        if (cells := figures.cells[metric])
    ]
    missed = [
        f"{formats.unbroken(f'{len(gone)} of {len(cells)}')} {name}"
        for name, cells, gone in counts
        if gone
    ]
    if not missed:
        total = sum(len(cells) for _, cells, _ in counts)
        told = f"all {total} service targets were" if total > 1 else "the service target was"
        return Part("service", Standing.GOOD, f"{told} met {in_month}")
    return Part("service", Standing.BAD, f"{' and '.join(missed)} targets were missed {in_month}")


def data_parts(facts: ReleaseFacts) -> list[Part]:
    """Late exports, and checks that found something."""
    failed = [check for check in facts.checks if not check.passed]
    late = [check for check in failed if check.name == FRESHNESS]
    parts = []
    if late:
        names = ", ".join(dict.fromkeys(check.asset[0] for check in late))
        parts.append(Part("data", Standing.BAD, f"data from {names} is late"))
    others = len(failed) - len(late)
    if others:
        clause = f"{formats.counted(others, 'check')} of the data found something"
        parts.append(Part("checks", Standing.UNKNOWN, clause))
    if not facts.checks:
        parts.append(Part("checks", Standing.UNKNOWN, "no check was run"))
    return parts
