"""The owner's page: what each tier costs and whether the service holds, in one file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from markupsafe import Markup

from orchestration.pages import charts, formats
from orchestration.pages.figures import Figures, SlaCell, TierMonth, read_figures
from orchestration.pages.page import moment_of, rendered
from orchestration.publishing.manifest import ReleaseFacts

FILE_NAME = "owner.html"
# In the order of urgency; a priority that is not listed comes after, by name.
PRIORITIES = ("urgent", "high", "normal", "low")
QUESTIONS = {
    "first_reply": "Do we answer in time?",
    "full_resolution": "Do we solve in time?",
}
HEADLINE_METRIC = "first_reply"
# A miss by up to this much is shown milder than a worse one.
NEAR_MISS = Fraction(5, 100)


@dataclass(frozen=True)
class Tile:
    """One number of the top row with a note under it; `tone` colours the note."""

    name: str
    value: str
    note: str
    tone: str


@dataclass(frozen=True)
class HeatCell:
    """One cell of a heat map: mark, share and count; `tone` never carries the verdict alone."""

    mark: str
    verdict: str
    share: str
    target: str
    met: str
    count: str
    tone: str


@dataclass(frozen=True)
class HeatMap:
    """One metric by priority (rows) and channel (columns)."""

    question: str
    summary: str
    channels: Sequence[str]
    rows: Sequence[tuple[str, Sequence[HeatCell | None]]]
    few: int


@dataclass(frozen=True)
class CostTable:
    """The month shown: one column per tier and one for all, cost classes down to the unit cost."""

    tiers: Sequence[tuple[str, str]]
    classes: Sequence[tuple[str, Sequence[str]]]
    cost: Sequence[str]
    units: Sequence[str]
    per_unit: Sequence[str]


def write_owner_page(marts: Path, site: Path, facts: ReleaseFacts) -> Path:
    """Render the page from a published file, which nobody may hold open for writing."""
    site.mkdir(parents=True, exist_ok=True)
    page = site / FILE_NAME
    figures = read_figures(marts, moment_of(facts.data_as_of).date())
    page.write_text(render(figures, facts), encoding="utf-8")
    return page


def render(figures: Figures, facts: ReleaseFacts) -> str:
    """The page as text."""
    as_of = moment_of(facts.data_as_of)
    failed = [check.description for check in facts.checks if not check.passed]
    return rendered(
        "owner.html.j2",
        facts,
        month=formats.month_name(figures.month) if figures.month else None,
        headline=headline(figures),
        as_of_day=formats.day_name(as_of),
        as_of_time=f"{as_of:%H:%M}",
        findings=list(dict.fromkeys([*failed, *facts.warnings])),
        tiles=_tiles(figures),
        cost_said=_cost_said(figures),
        cost_chart=_cost_chart(figures),
        cost_numbers=_cost_numbers(figures),
        class_chart=_class_chart(figures),
        cost_table=_cost_table(figures),
        heat_maps=[heat_map(metric, figures.cells[metric]) for metric in _metrics(figures.cells)],
    )


def headline(figures: Figures) -> str:
    """The facts of the month in one sentence, over all cells, the small ones too."""
    month = figures.month
    if month is None:
        return "No month is complete yet, so there is nothing to compare."
    cost, units = figures.cost(month), figures.units(month)
    in_month = f"in {_unbroken(formats.month_name(month))}"
    if cost is None:
        said = f"What support cost {in_month} is withheld: it holds the pay of too few people"
    else:
        said = f"Support cost {formats.money(cost, figures.currency)} {in_month}"
        if units:
            said += f", {formats.money(cost / units, figures.currency, 2)} per request"
    cells = figures.cells.get(HEADLINE_METRIC, [])
    if cells:
        met = sum(cell.is_met for cell in cells)
        said += f"; {_unbroken(f'{met} of {len(cells)}')} response targets met"
    return said + "."


def _unbroken(words: str) -> str:
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def heat_map(metric: str, cells: Sequence[SlaCell]) -> HeatMap:
    """Priority by channel, each cell against its own target."""
    found = {(cell.priority, cell.channel): cell for cell in cells}
    channels = sorted({cell.channel for cell in cells})
    priorities = sorted({cell.priority for cell in cells}, key=_urgency)
    targets = {cell.target for cell in cells}
    one_target = targets.pop() if len(targets) == 1 else None
    return HeatMap(
        question=QUESTIONS.get(metric, f"Does {formats.plain_words(metric).lower()} hold?"),
        summary=_heat_summary(cells, one_target),
        channels=[formats.plain_words(channel) for channel in channels],
        rows=[
            (
                formats.plain_words(priority),
                [_heat_cell(found.get((priority, channel))) for channel in channels],
            )
            for priority in priorities
        ],
        few=sum(not cell.is_judged for cell in cells),
    )


def _heat_cell(cell: SlaCell | None) -> HeatCell | None:
    if cell is None:
        return None
    tone = "met" if cell.is_met else "near" if cell.target - cell.share <= NEAR_MISS else "missed"
    return HeatCell(
        mark="✓" if cell.is_met else "✕",
        verdict="met" if cell.is_met else "missed",
        share=formats.percent(cell.share, cell.target),
        target=formats.percent(cell.target),
        met=f"{cell.met:,}",
        count=f"{cell.measured:,}",
        tone=tone if cell.is_judged else "few",
    )


def _heat_summary(cells: Sequence[SlaCell], one_target: Fraction | None) -> str:
    missed = [cell for cell in cells if not cell.is_met]
    target = f"the {formats.target_percent(one_target)} target" if one_target else "its own target"
    if not missed:
        return f"Every cell meets {target}." if one_target else "Every cell meets its own target."
    worst = min(missed, key=lambda cell: cell.share - cell.target)
    verb = "misses" if len(missed) == 1 else "miss"
    owned = target if one_target or len(missed) == 1 else "their own targets"
    return (
        f"{len(missed)} of {len(cells)} cells {verb} {owned}. Worst: "
        f"{formats.plain_words(worst.channel)}, {worst.priority.replace('_', ' ')}, "
        f"at {formats.percent(worst.share, worst.target)}."
    )


def _tiles(figures: Figures) -> list[Tile]:
    month = figures.month
    if month is None:
        return []
    before = max((other for other in figures.months if other < month), default=None)
    cost, units = figures.cost(month), figures.units(month)
    tiles = [
        Tile(
            "Cost, fully loaded",
            formats.money(cost, figures.currency),
            _compared(cost, figures.cost(before), before),
            "plain",
        )
    ]
    if units:
        earlier_units = figures.units(before)
        per_unit = _per_request(cost, units)
        earlier = _per_request(figures.cost(before), earlier_units)
        tiles += [
            Tile(
                "Cost per request",
                formats.money(per_unit, figures.currency, 2),
                _compared(per_unit, earlier, before),
                "plain",
            ),
            Tile(
                "Requests",
                f"{units:,}",
                _compared(Decimal(units), Decimal(earlier_units), before),
                "plain",
            ),
        ]
    names = {"first_reply": "Answered in time", "full_resolution": "Solved in time"}
    return tiles + [
        _sla_tile(names.get(metric, formats.plain_words(metric)), figures.cells[metric])
        for metric in _metrics(figures.cells)
    ]


def _sla_tile(name: str, cells: Sequence[SlaCell]) -> Tile:
    met, measured = sum(cell.met for cell in cells), sum(cell.measured for cell in cells)
    wanted = sum((cell.target * cell.measured for cell in cells), Fraction(0)) / measured
    missed = sum(not cell.is_met for cell in cells)
    return Tile(
        name,
        formats.percent(Fraction(met, measured), wanted),
        f"{missed} of {len(cells)} missed" if missed else f"all {len(cells)} met",
        "bad" if missed else "good",
    )


def _per_request(cost: Decimal | None, units: int) -> Decimal | None:
    if cost is None:
        return None
    return cost / units if units else Decimal(0)


def _compared(now: Decimal | None, earlier: Decimal | None, before: date | None) -> str:
    if now is None or earlier is None:
        return "not compared"
    changed = formats.change(now, earlier) if before else None
    return f"{changed} on {before:%b}" if changed and before else "first month"


def _cost_said(figures: Figures) -> str:
    total = figures.cost(figures.month)
    rows = [row for row in figures.tiers(figures.month) if row.cost]
    said = "Fully loaded cost per month."
    if rows and figures.month and total and total > 0:
        largest = max(rows, key=lambda row: row.cost or Decimal(0))
        share = formats.part(Fraction(largest.cost or 0) / Fraction(total))
        said += f" {largest.tier_name} is {share} of {formats.month_name(figures.month)}."
    if _unfinished(figures):
        said += " Pale: the month is not over."
    if any(row.cost is None for row in figures.tier_months):
        said += " Withheld: it would tell the pay of too few people."
    return said


def _cost_chart(figures: Figures) -> Markup:
    months = _worked_months(figures)
    cost = {(row.month, row.tier): float(row.cost or 0) for row in figures.tier_months}
    series = [
        charts.Series(
            row.label, [cost.get((month, row.tier), 0.0) for month in months], f"series-{number}"
        )
        for number, row in enumerate(_tiers(figures), start=1)
    ]
    withheld = [float(figures.withheld(month)) for month in months]
    if any(withheld):
        series.append(charts.Series("Withheld", withheld, "series-withheld"))
    return charts.stacked_columns(
        [formats.short_month(month) for month in months],
        series,
        title="Cost per month, stacked by tier. The same numbers stand in the table below.",
        amount=lambda value: formats.short_money(value, figures.currency),
        faded=_unfinished(figures),
    )


def _worked_months(figures: Figures) -> list[date]:
    """The months from the first request on: a licence paid ahead may cost months before."""
    worked = {row.month for row in figures.tier_months if row.units}
    return [month for month in figures.months if worked and month >= min(worked)]


def _unfinished(figures: Figures) -> list[int]:
    """Positions of the months after the last complete one."""
    return [
        index
        for index, month in enumerate(_worked_months(figures))
        if figures.month is None or month > figures.month
    ]


def _cost_numbers(figures: Figures) -> dict[str, object]:
    tiers = _tiers(figures)
    cost = {(row.month, row.tier): row.cost for row in figures.tier_months}
    return {
        "tiers": [row.label for row in tiers],
        "rows": [
            (
                formats.month_name(month),
                [
                    formats.money(cost[month, row.tier], figures.currency, 2)
                    if (month, row.tier) in cost
                    else ""
                    for row in tiers
                ],
                formats.money(figures.cost(month), figures.currency, 2),
            )
            for month in reversed(figures.months)
        ],
    }


def _class_chart(figures: Figures) -> Markup:
    total = figures.cost(figures.month)
    found = [(name, _class_cost(figures, name)) for name in _classes(figures)]
    amounts = [(name, amount) for name, amount in found if amount is not None]
    if total is not None and len(amounts) < len(found):
        amounts.append(("pay that is withheld", total - sum(amount for _, amount in amounts)))
    return charts.horizontal_bars(
        [
            charts.Bar(
                formats.plain_words(name),
                float(amount),
                f"{formats.money(amount, figures.currency)} · "
                f"{formats.part(Fraction(amount) / Fraction(total)) if total else '–'}",
                "bar" if amount >= 0 else "bar credit",
            )
            for name, amount in sorted(amounts, key=lambda pair: -pair[1])
        ],
        title="Cost of the month by kind. The same numbers stand in the table of tiers.",
    )


def _cost_table(figures: Figures) -> CostTable:
    currency = figures.currency
    styles = {row.tier: f"series-{n}" for n, row in enumerate(_tiers(figures), start=1)}
    rows = figures.tiers(figures.month)
    total, units = figures.cost(figures.month), figures.units(figures.month)
    return CostTable(
        tiers=[(row.label, styles[row.tier]) for row in rows],
        classes=[
            (
                formats.plain_words(name),
                [
                    _class_money(amount, currency)
                    for amount in (
                        *(row.classes[name] for row in rows),
                        _class_cost(figures, name),
                    )
                ],
            )
            for name in _classes(figures)
        ],
        cost=[formats.money(amount, currency, 2) for amount in (*(r.cost for r in rows), total)],
        units=[f"{count:,}" for count in (*(row.units for row in rows), units)],
        per_unit=[
            *(_per_unit(row, currency) for row in rows),
            formats.money(_per_request(total, units), currency, 2) if units else "–",
        ],
    )


def _per_unit(row: TierMonth, currency: str) -> str:
    return formats.money(row.cost_per_unit, currency, 2) if row.units else "–"


def _class_money(amount: Decimal | None, currency: str) -> str:
    return "–" if amount == 0 else formats.money(amount, currency, 2)


def _class_cost(figures: Figures, name: str) -> Decimal | None:
    """The class over all tiers; None if it is withheld in one of them."""
    amounts = [row.classes[name] for row in figures.tiers(figures.month)]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _classes(figures: Figures) -> list[str]:
    """The cost classes that have an amount in the month shown."""
    rows = figures.tiers(figures.month)
    names = rows[0].classes if rows else {}
    return [name for name in names if any(row.classes[name] != 0 for row in rows)]


def _tiers(figures: Figures) -> list[TierMonth]:
    """One row per tier, in the order of the mart; the numbered tiers first."""
    found: dict[str, TierMonth] = {}
    for row in figures.tier_months:
        found.setdefault(row.tier, row)
    return sorted(found.values(), key=lambda row: (not row.tier.isdigit(), row.tier))


def _metrics(cells: Mapping[str, Sequence[SlaCell]]) -> list[str]:
    return sorted(cells, key=lambda metric: (metric not in QUESTIONS, metric))


def _urgency(priority: str) -> tuple[int, str]:
    known = PRIORITIES.index(priority) if priority in PRIORITIES else len(PRIORITIES)
    return known, priority
