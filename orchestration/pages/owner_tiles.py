"""The five numbers on top of the owner's page."""

from collections.abc import Sequence
from fractions import Fraction

from orchestration.pages import formats
from orchestration.pages.comparisons import saving_part
from orchestration.pages.costs import Costs
from orchestration.pages.learning import learning_tile
from orchestration.pages.moved_work import Measure
from orchestration.pages.numbers import Tile
from orchestration.pages.owner_figures import OwnerFigures
from orchestration.pages.ramp import WATCHED_DAYS
from orchestration.pages.sla_cells import SlaCell, metric_name, ordered_metrics
from orchestration.pages.verdict import Standing


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
        *(sla_tile(metric, cells) for metric, cells in _headline_cells(figures)),
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


def sla_tile(metric: str, cells: Sequence[SlaCell]) -> Tile:
    """A metric over all cells, and how many of them miss their target."""
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
            within = sum(dip["recovery_day_count"] <= WATCHED_DAYS for dip in fell)
            tone = "good" if slowest <= WATCHED_DAYS else "bad"
            note = f"{within} of {len(fell)} within {WATCHED_DAYS}"
            return [Tile("Days to recover", f"{slowest}", note, tone)]
        if moved.dips:
            return [Tile("Days to recover", "0", "no fall beyond chance", "good")]
    return []
