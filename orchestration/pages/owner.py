"""The owner's page: what it costs, what a move saved, whether service and quality hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from orchestration.pages import formats
from orchestration.pages.actions import Situation, next_actions
from orchestration.pages.checks import FRESHNESS
from orchestration.pages.costs import Costs, read_costs
from orchestration.pages.learning import (
    Learned,
    learning_parts,
    learning_tile,
    read_learning,
)
from orchestration.pages.moved_work import Measure, MovedWork, quality_parts, read_moved_work
from orchestration.pages.numbers import Tile
from orchestration.pages.page import Link, moment_of, rendered
from orchestration.pages.recovery import recovery_section
from orchestration.pages.release_tables import ReleaseTables
from orchestration.pages.savings import (
    Comparison,
    read_comparisons,
    saving_part,
    saving_section,
)
from orchestration.pages.shares import read_shares
from orchestration.pages.sla_cells import (
    SlaCell,
    heat_map,
    metric_name,
    ordered_metrics,
    read_cells,
)
from orchestration.pages.tier_costs import tier_costs
from orchestration.pages.vendors import (
    ProviderMonth,
    channel_numbers,
    read_providers,
    vendor_table,
)
from orchestration.pages.verdict import Part, Standing, verdict
from orchestration.publishing.manifest import ReleaseFacts

FILE_NAME = "owner.html"
# What the verdict calls the targets of a metric.
TARGETS = {"first_reply": "response", "full_resolution": "resolution"}


@dataclass(frozen=True)
class OwnerFigures:
    """Everything that the page shows."""

    costs: Costs
    comparisons: Sequence[Comparison]
    moved: Sequence[MovedWork]
    cells: Mapping[str, Sequence[SlaCell]]
    providers: Sequence[ProviderMonth]
    learned: Sequence[Learned] = ()


def read_figures(tables: ReleaseTables, facts: ReleaseFacts) -> OwnerFigures:
    """The figures of a release; the month shown is the last one that is complete."""
    costs = read_costs(tables, moment_of(facts.data_as_of).date())
    comparisons = read_comparisons(tables)
    return OwnerFigures(
        costs=costs,
        comparisons=comparisons,
        moved=[read_moved_work(tables, comparison, costs.month) for comparison in comparisons],
        cells=read_cells(tables, costs.month) if costs.month else {},
        providers=read_providers(tables, costs.month) if costs.month else [],
        learned=read_learning(tables),
    )


def render_owner(tables: ReleaseTables, facts: ReleaseFacts, links: Sequence[Link]) -> str:
    """The page as text."""
    figures = read_figures(tables, facts)
    costs, as_of = figures.costs, moment_of(facts.data_as_of)
    failed = [check.description for check in facts.checks if not check.passed]
    first_reply = figures.cells.get("first_reply", [])
    return rendered(
        "owner.html.j2",
        facts,
        FILE_NAME,
        links,
        month=formats.month_name(costs.month) if costs.month else None,
        fact=cost_fact(costs),
        verdict=verdict(verdict_parts(figures, facts)),
        as_of_day=formats.day_name(as_of),
        as_of_time=f"{as_of:%H:%M}",
        findings=list(dict.fromkeys([*failed, *facts.warnings])),
        tiles=tiles(figures),
        savings=[saving_section(comparison) for comparison in figures.comparisons],
        tiers=tier_costs(costs, tables, _first_cut_over(figures)) if costs.months else None,
        heat=heat_map("first_reply", first_reply) if first_reply else None,
        other_metrics=[
            _other_metric(metric, figures.cells[metric])
            for metric in ordered_metrics(figures.cells)
            if metric != "first_reply"
        ],
        recoveries=[s for moved in figures.moved if (s := recovery_section(moved))],
        vendors=vendor_table(figures.providers, costs.currency),
        own_pages={share.provider_id: f"vendor/{share.slug}.html" for share in read_shares(tables)},
        vendor_numbers=channel_numbers(figures.providers),
        actions=next_actions(
            Situation(
                late=_late(facts),
                comparisons=figures.comparisons,
                moved=figures.moved,
                cells=first_reply,
                providers=figures.providers,
                costs=costs,
            )
        ),
    )


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


def tiles(figures: OwnerFigures) -> list[Tile]:
    """Cost, unit cost, answered in time, rework, days to learn."""
    costs = figures.costs
    if costs.month is None:
        return []
    return [
        Tile(
            "Cost, fully loaded",
            formats.money(costs.cost(costs.month), costs.currency),
            *_saving_note(figures),
        ),
        *_unit_cost_tile(costs),
        *(_sla_tile(metric, cells) for metric, cells in _headline_cells(figures)),
        *_quality_tiles(figures),
        *_last_tile(figures),
    ]


def _last_tile(figures: OwnerFigures) -> list[Tile]:
    """Days to learn a change; without any change, days to recover from the move."""
    learned = learning_tile(figures.learned)
    return [learned] if learned else _recovery_tile(figures)


def _saving_note(figures: OwnerFigures) -> tuple[str, str]:
    shown = [c for c in figures.comparisons if saving_part(c).standing is Standing.GOOD]
    if shown:
        share = formats.exact_percent(shown[0].summary["saving_share"])
        return f"−{share} by the move", "good"
    if any(saving_part(c).standing is Standing.BAD for c in figures.comparisons):
        return "dearer by the move", "bad"
    return ("no saving shown" if figures.comparisons else "nothing to compare"), "plain"


def _unit_cost_tile(costs: Costs) -> list[Tile]:
    if costs.month is None or not costs.units(costs.month):
        return []
    before = max((other for other in costs.months if other < costs.month), default=None)
    year_ago = costs.month.replace(year=costs.month.year - 1)
    earlier = year_ago if costs.per_unit(year_ago) is not None else before
    now, then = costs.per_unit(costs.month), costs.per_unit(earlier)
    note = "not compared"
    if now is not None and then is not None and earlier:
        note = f"{formats.change(now, then)} on {earlier:%b %Y}"
    return [Tile("Cost per request", formats.money(now, costs.currency, 2), note, "plain")]


def _headline_cells(figures: OwnerFigures) -> list[tuple[str, Sequence[SlaCell]]]:
    """The metric of the tile: first replies, or the first that there is."""
    return [(metric, figures.cells[metric]) for metric in ordered_metrics(figures.cells)[:1]]


def _sla_tile(metric: str, cells: Sequence[SlaCell]) -> Tile:
    met, measured = sum(cell.met for cell in cells), sum(cell.measured for cell in cells)
    wanted = sum((cell.target * cell.measured for cell in cells), Fraction(0)) / measured
    missed = sum(not cell.is_met for cell in cells)
    return Tile(
        metric_name(metric),
        formats.percent(Fraction(met, measured), wanted),
        f"{missed} of {len(cells)} targets missed" if missed else f"all {len(cells)} targets met",
        "bad" if missed else "good",
    )


def _quality_tiles(figures: OwnerFigures) -> list[Tile]:
    found = [m for moved in figures.moved[:1] for m in moved.measures if m.name == "rework"]
    return [_rework_tile(measure) for measure in found if measure.months]


def _rework_tile(measure: Measure) -> Tile:
    last = measure.months[-1]
    tone = {Standing.GOOD: "good", Standing.BAD: "bad"}.get(measure.standing, "plain")
    note = f"in {last.month:%b %Y}"
    if measure.band and measure.standing is not Standing.UNKNOWN:
        low, high = measure.band
        inside = "as before" if measure.standing is Standing.GOOD else "above before"
        between = f"{formats.exact_percent(low)}–{formats.exact_percent(high)}"
        note = f"{inside}: {between}"
    return Tile("Rework of moved work", formats.exact_percent(last.share), note, tone)


def _recovery_tile(figures: OwnerFigures) -> list[Tile]:
    """How long the slowest service level took to come back after the newest move."""
    for moved in figures.moved[:1]:
        fell = [dip for dip in moved.dips if dip["is_beyond_noise"]]
        if moved.not_back:
            note = f"{len(moved.not_back)} of {len(fell)} not back"
            return [Tile("Days to recover", "–", note, "bad")]
        if fell:
            slowest = max(dip["recovery_day_count"] for dip in fell)
            within = sum(dip["recovery_day_count"] <= 90 for dip in fell)
            tone = "good" if slowest <= 90 else "bad"
            return [
                Tile("Days to recover", f"{slowest}", f"{within} of {len(fell)} within 90", tone)
            ]
        if moved.dips:
            return [Tile("Days to recover", "0", "no fall beyond chance", "good")]
    return []


def _other_metric(metric: str, cells: Sequence[SlaCell]) -> str:
    tile = _sla_tile(metric, cells)
    return f"{tile.name}: {tile.value}, {tile.note}."


def _first_cut_over(figures: OwnerFigures) -> date | None:
    return min((m.cut_over for m in figures.moved if m.cut_over), default=None)


def _late(facts: ReleaseFacts) -> list[str]:
    return [c.description for c in facts.checks if not c.passed and c.name == FRESHNESS]
