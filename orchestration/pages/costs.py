"""What each tier cost in each month, as exact numbers; what is withheld stays unknown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from orchestration.pages.release_tables import ReleaseTables

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
class Costs:
    """Costs of all tiers and months, and the last complete month; a withheld cost is None."""

    currency: str
    month_costs: Mapping[date, Decimal | None]
    tier_months: Sequence[TierMonth]
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

    def per_unit(self, month: date | None) -> Decimal | None:
        """What one request cost; None if that is withheld or there was none."""
        cost, units = self.cost(month), self.units(month)
        return cost / units if cost is not None and units else None


def read_costs(tables: ReleaseTables, as_of: date) -> Costs:
    """The costs of a release; the month shown is the last one that is complete."""
    currency, rows = _tier_months(tables)
    costs = tables.rows("cost_per_month", "select cost_month, cost_amount from cost_per_month")
    return Costs(
        currency,
        {row["cost_month"]: row["cost_amount"] for row in costs},
        rows,
        last_complete_month([row.month for row in rows if row.cost or row.units], as_of),
    )


def last_complete_month(months: Sequence[date], as_of: date) -> date | None:
    """The newest month of which the data reaches the last day."""
    complete = [month for month in months if _last_day(month) <= as_of]
    return max(complete, default=None)


def _last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _tier_months(tables: ReleaseTables) -> tuple[str, list[TierMonth]]:
    records = tables.rows(
        "cost_per_tier_month",
        """
        select * from cost_per_tier_month
        order by cost_month, try_cast(tier as integer) nulls last, tier
        """,
    )
    names = list(records[0]) if records else []
    classes = [name for name in names if name.endswith("_amount") and name not in TOTALS]
    return (records[0]["currency_code"] if records else "USD"), [
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
