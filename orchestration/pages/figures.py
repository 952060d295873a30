"""Read what a page shows from the published marts, as exact numbers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb

# Below this many measured requests chance weighs more than the team does.
FEWEST_JUDGED = 30
# Of a table's money columns these are totals and parts of others; the rest are the cost classes.
TOTALS = frozenset(
    {"cost_amount", "imputed_amount", "cost_per_unit_amount", "cost_per_resolved_unit_amount"}
)


@dataclass(frozen=True)
class TierMonth:
    """What one tier cost in one month; an amount that is withheld is None."""

    month: date
    tier: str
    tier_name: str
    cost: Decimal | None
    units: int
    cost_per_unit: Decimal | None
    classes: Mapping[str, Decimal | None]

    @property
    def label(self) -> str:
        return f"{self.tier} {self.tier_name}" if self.tier.isdigit() else self.tier_name


@dataclass(frozen=True)
class SlaCell:
    """How often one target was met for one channel and priority in one month."""

    channel: str
    priority: str
    met: int
    measured: int
    target: Fraction

    @property
    def share(self) -> Fraction:
        return Fraction(self.met, self.measured)

    @property
    def is_met(self) -> bool:
        return self.share >= self.target

    @property
    def is_judged(self) -> bool:
        return self.measured >= FEWEST_JUDGED


@dataclass(frozen=True)
class Figures:
    """Everything that the owner's page shows; a month's cost is None if it is withheld."""

    currency: str
    month_costs: Mapping[date, Decimal | None]
    tier_months: Sequence[TierMonth]
    cells: Mapping[str, Sequence[SlaCell]]
    month: date | None

    @property
    def months(self) -> list[date]:
        return sorted({row.month for row in self.tier_months})

    def tiers(self, month: date | None) -> list[TierMonth]:
        return [row for row in self.tier_months if row.month == month]

    def cost(self, month: date | None) -> Decimal | None:
        return self.month_costs.get(month, Decimal(0)) if month else Decimal(0)

    def withheld(self, month: date | None) -> Decimal:
        """What the tiers that are withheld cost together, if the month's cost may be known."""
        cost = self.cost(month)
        shown = sum((row.cost or Decimal(0) for row in self.tiers(month)), Decimal(0))
        return Decimal(0) if cost is None else cost - shown

    def units(self, month: date | None) -> int:
        return sum(row.units for row in self.tiers(month))


def read_figures(marts: Path, as_of: date) -> Figures:
    """The figures of a published file; the month shown is the last one that is complete."""
    connection = duckdb.connect(str(marts), read_only=True)
    try:
        tables = {
            name
            for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()
        }
        currency, rows = (
            _tier_months(connection) if "cost_per_tier_month" in tables else ("USD", [])
        )
        costs = dict(
            connection.execute("select cost_month, cost_amount from cost_per_month").fetchall()
            if "cost_per_month" in tables
            else []
        )
        month = last_complete_month([row.month for row in rows if row.cost or row.units], as_of)
        cells = _cells(connection, month) if month and "sla_month" in tables else {}
    finally:
        connection.close()
    return Figures(currency, costs, rows, cells, month)


def last_complete_month(months: Sequence[date], as_of: date) -> date | None:
    """The newest month of which the data reaches the last day."""
    complete = [month for month in months if _last_day(month) <= as_of]
    return max(complete, default=None)


def _last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _tier_months(connection: duckdb.DuckDBPyConnection) -> tuple[str, list[TierMonth]]:
    cursor = connection.execute(
        """
        select * from cost_per_tier_month
        order by cost_month, try_cast(tier as integer) nulls last, tier
        """
    )
    names = [column[0] for column in cursor.description or []]
    records = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    classes = [name for name in names if name.endswith("_amount") and name not in TOTALS]
    currency = records[0]["currency_code"] if records else "USD"
    return currency, [
        TierMonth(
            month=record["cost_month"],
            tier=record["tier"],
            tier_name=record["tier_name"],
            cost=record["cost_amount"],
            units=int(record["demand_unit_count"] or 0),
            cost_per_unit=record["cost_per_unit_amount"],
            classes={name.removesuffix("_amount"): record[name] for name in classes},
        )
        for record in records
    ]


def _cells(connection: duckdb.DuckDBPyConnection, month: date) -> dict[str, list[SlaCell]]:
    """Sums over tiers, services and providers; where their targets differ, the target is a mix."""
    rows = connection.execute(
        """
        select metric, channel, priority, sum(met_count), sum(measured_count),
            sum(target_met_count)
        from sla_month
        where applied_month = ? and measured_count > 0 and target_met_count is not null
        group by metric, channel, priority
        order by metric, channel, priority
        """,
        [month],
    ).fetchall()
    cells: dict[str, list[SlaCell]] = defaultdict(list)
    for metric, channel, priority, met, measured, wanted in rows:
        target = Fraction(wanted) / int(measured)
        cells[metric].append(SlaCell(channel, priority, int(met), int(measured), target))
    return dict(cells)
