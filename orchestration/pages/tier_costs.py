"""What do we pay per tier? The cost of each month, and what one request costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from orchestration.pages import charts, formats
from orchestration.pages.costs import Costs, TierMonth
from orchestration.pages.numbers import Numbers
from orchestration.pages.release_tables import Record, ReleaseTables


@dataclass(frozen=True)
class UnitCost:
    """One tier's cost of a request: in the month, at the same work and wages, and a year ago."""

    label: str
    style: str
    cost: str
    units: str
    per_unit: str
    normalized: str
    change: str
    tone: str


@dataclass(frozen=True)
class TierCosts:
    """The section: the chart over months, unit costs of the month, all numbers."""

    said: str
    chart: Markup
    months: Numbers
    unit_costs: Sequence[UnitCost]
    compared_with: str | None
    classes: Numbers


def tier_costs(costs: Costs, tables: ReleaseTables, cut_over: date | None) -> TierCosts:
    """The section on tiers; `cut_over` is the day from which work moved, if any did."""
    normalized = tables.rows(
        "cost_per_tier_month_normalized",
        """
        select cost_month, tier, cost_per_unit_amount, cost_per_unit_normalized_amount
        from cost_per_tier_month_normalized
        """,
    )
    year_ago = _year_before(costs.month) if costs.month else None
    found = {(row["cost_month"], row["tier"]): row for row in normalized}
    has_year_ago = any((year_ago, row.tier) in found for row in costs.tiers(costs.month))
    return TierCosts(
        said=_said(costs),
        chart=_chart(costs, cut_over),
        months=_month_numbers(costs),
        unit_costs=_unit_costs(costs, found, year_ago),
        compared_with=f"{year_ago:%b %Y}" if has_year_ago and year_ago else None,
        classes=_class_numbers(costs),
    )


def _said(costs: Costs) -> str:
    total = costs.cost(costs.month)
    rows = [row for row in costs.tiers(costs.month) if row.cost]
    said = "Fully loaded: pay with taxes and benefits, vendors, software, management time."
    if rows and costs.month and total and total > 0:
        largest = max(rows, key=lambda row: row.cost or Decimal(0))
        share = formats.part(Fraction(largest.cost or 0) / Fraction(total))
        said += f" {largest.tier_name} is {share} of {formats.month_name(costs.month)}."
    if _unfinished(costs):
        said += " Behind the veil: the month is not over."
    if any(row.cost is None for row in costs.tier_months):
        said += " Withheld: it would tell the pay of too few people."
    return said


def _chart(costs: Costs, cut_over: date | None) -> Markup:
    months = _worked_months(costs)
    cost = {(row.month, row.tier): float(row.cost or 0) for row in costs.tier_months}
    series = [
        charts.Series(
            row.label, [cost.get((month, row.tier), 0.0) for month in months], f"series-{number}"
        )
        for number, row in enumerate(_tiers(costs), start=1)
    ]
    withheld = [float(costs.withheld(month)) for month in months]
    if any(withheld):
        series.append(charts.Series("Withheld", withheld, "series-withheld"))
    start = cut_over.replace(day=1) if cut_over else None
    return charts.stacked_area(
        [formats.short_month(month) for month in months],
        [layer for layer in series if any(layer.values)],
        title="Cost per month, stacked by tier. The same numbers stand in the table below.",
        amount=lambda value: formats.short_money(value, costs.currency),
        unfinished=_unfinished(costs),
        marks={months.index(start): "work moves"} if start and start in months else {},
    )


def _worked_months(costs: Costs) -> list[date]:
    """The months from the first request on: a licence paid ahead may cost months before."""
    worked = {row.month for row in costs.tier_months if row.units}
    return [month for month in costs.months if worked and month >= min(worked)]


def _unfinished(costs: Costs) -> int:
    """How many months come after the last complete one."""
    return sum(costs.month is None or month > costs.month for month in _worked_months(costs))


def _month_numbers(costs: Costs) -> Numbers:
    tiers = _tiers(costs)
    cost = {(row.month, row.tier): row.cost for row in costs.tier_months}
    return Numbers(
        "Cost per month and tier",
        ("Month", *(row.label for row in tiers), "All"),
        [
            (
                formats.month_name(month),
                *(
                    formats.money(cost[month, row.tier], costs.currency, 2)
                    if (month, row.tier) in cost
                    else ""
                    for row in tiers
                ),
                formats.money(costs.cost(month), costs.currency, 2),
            )
            for month in reversed(costs.months)
        ],
    )


def _unit_costs(
    costs: Costs, found: Mapping[tuple[date, str], Record], year_ago: date | None
) -> list[UnitCost]:
    styles = {row.tier: f"series-{n}" for n, row in enumerate(_tiers(costs), start=1)}
    return [
        _unit_cost(
            row,
            styles[row.tier],
            now=_normalized(found, row.month, row.tier),
            then=_normalized(found, year_ago, row.tier),
            currency=costs.currency,
        )
        for row in costs.tiers(costs.month)
    ]


def _unit_cost(
    row: TierMonth, style: str, *, now: Decimal | None, then: Decimal | None, currency: str
) -> UnitCost:
    change, tone = "–", "plain"
    if now is not None and then is not None:
        change = formats.change(now, then) or "–"
        tone = "plain" if now == then else "good" if now < then else "bad"
    return UnitCost(
        label=row.label,
        style=style,
        cost=formats.money(row.cost, currency),
        units=f"{row.units:,}" if row.units else "–",
        per_unit=_per_unit(row.cost_per_unit, row.units, currency),
        normalized="–" if now is None else formats.money(now, currency, 2),
        change=change,
        tone=tone,
    )


def _normalized(
    found: Mapping[tuple[date, str], Record], month: date | None, tier: str
) -> Decimal | None:
    row = found.get((month, tier)) if month else None
    return row["cost_per_unit_normalized_amount"] if row else None


def _class_numbers(costs: Costs) -> Numbers:
    rows, currency = costs.tiers(costs.month), costs.currency
    total, units = costs.cost(costs.month), costs.units(costs.month)
    classes = [
        (
            formats.plain_words(name),
            *(_class_money(row.classes[name], currency) for row in rows),
            _class_money(_class_cost(rows, name), currency),
        )
        for name in _classes(rows)
    ]
    month = f" in {formats.month_name(costs.month)}" if costs.month else ""
    return Numbers(
        f"Cost by kind and tier{month}",
        ("Kind of cost", *(row.label for row in rows), "All"),
        [
            *classes,
            ("Cost", *(formats.money(a, currency, 2) for a in (*(r.cost for r in rows), total))),
            ("Requests", *(f"{count:,}" for count in (*(row.units for row in rows), units))),
            (
                "Cost per request",
                *(_per_unit(row.cost_per_unit, row.units, currency) for row in rows),
                _per_unit(costs.per_unit(costs.month), units, currency),
            ),
        ],
    )


def _per_unit(amount: Decimal | None, units: int, currency: str) -> str:
    return formats.money(amount, currency, 2) if units else "–"


def _class_money(amount: Decimal | None, currency: str) -> str:
    return "–" if amount == 0 else formats.money(amount, currency, 2)


def _class_cost(rows: Sequence[TierMonth], name: str) -> Decimal | None:
    """The class over all tiers; None if it is withheld in one of them."""
    known = [amount for row in rows if (amount := row.classes[name]) is not None]
    return sum(known, Decimal(0)) if len(known) == len(rows) else None


def _classes(rows: Sequence[TierMonth]) -> list[str]:
    """The cost classes that have an amount in the month shown."""
    names = rows[0].classes if rows else {}
    return [name for name in names if any(row.classes[name] != 0 for row in rows)]


def _tiers(costs: Costs) -> list[TierMonth]:
    """One row per tier, in the order of the mart; the numbered tiers first."""
    found: dict[str, TierMonth] = {}
    for row in costs.tier_months:
        found.setdefault(row.tier, row)
    return sorted(found.values(), key=lambda row: (not row.tier.isdigit(), row.tier))


def _year_before(month: date) -> date:
    return month.replace(year=month.year - 1)
