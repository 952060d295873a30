"""Who does the work, side by side: service, quality and cost of every provider in a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from orchestration.pages import formats
from orchestration.pages.numbers import Numbers
from orchestration.pages.release_tables import Record, ReleaseTables
from orchestration.pages.sla_cells import FEWEST_JUDGED, metric_name

OWN_ROUTES = frozenset({"in_house", "unassigned"})


@dataclass(frozen=True)
class Shown:
    """A cell of the table: mark and words, coloured by tone; grey where there are too few."""

    words: str
    count: int
    tone: str


@dataclass(frozen=True)
class Promise:
    """How often one provider kept one metric in a month, over all its work or on one channel."""

    provider: str
    channel: str
    metric: str
    met: int
    measured: int
    target: Fraction

    @property
    def share(self) -> Fraction:
        return Fraction(self.met, self.measured)

    @property
    def is_met(self) -> bool:
        return self.share >= self.target


@dataclass(frozen=True)
class ProviderMonth:
    """One provider's month."""

    provider_id: str
    name: str
    is_vendor: bool
    promises: Sequence[Promise]
    quality: Record
    cost_per_unit: Decimal | None
    has_cost: bool
    solved: int


def read_providers(tables: ReleaseTables, month: date | None) -> list[ProviderMonth]:
    """Providers with work in the month, the own team first, then by the amount of work."""
    promises = _promises(tables, month)
    quality = {row["provider_id"]: row for row in _quality(tables, month)}
    costs = {row["provider_id"]: row for row in _costs(tables, month)}
    found = [
        ProviderMonth(
            provider_id=row["provider_id"],
            name=row["provider_name"],
            is_vendor=row["route"] not in OWN_ROUTES,
            promises=[promise for promise in promises if promise.provider == row["provider_id"]],
            quality=quality.get(row["provider_id"], {}),
            cost_per_unit=_unit_cost(costs.get(row["provider_id"])),
            has_cost=row["provider_id"] in costs,
            solved=int(quality.get(row["provider_id"], {}).get("solved") or 0),
        )
        for row in tables.rows("dim_providers", "select * from dim_providers order by provider_id")
        if row["route"] != "unassigned"
    ]
    worked = [provider for provider in found if provider.solved or provider.promises]
    return sorted(worked, key=lambda provider: (provider.is_vendor, -provider.solved))


def all_channels(provider: ProviderMonth) -> list[Promise]:
    """One promise per metric, over all channels of the provider."""
    summed = []
    for metric in sorted({promise.metric for promise in provider.promises}):
        rows = [promise for promise in provider.promises if promise.metric == metric]
        measured = sum(row.measured for row in rows)
        wanted = sum((row.target * row.measured for row in rows), Fraction(0))
        met = sum(row.met for row in rows)
        summed.append(Promise(provider.provider_id, "", metric, met, measured, wanted / measured))
    return summed


def promise_cell(promise: Promise | None) -> Shown:
    """A share against its target, with as many decimals as it takes."""
    if promise is None:
        return Shown("–", 0, "none")
    mark = "✓" if promise.is_met else "✕"
    tone = "good" if promise.is_met else "bad"
    return Shown(
        f"{mark} {formats.percent(promise.share, promise.target)}",
        promise.measured,
        tone if promise.measured >= FEWEST_JUDGED else "few",
    )


def vendor_table(providers: Sequence[ProviderMonth], currency: str) -> list[dict[str, object]]:
    """One row per provider, as the template shows it."""
    return [
        {
            "provider_id": provider.provider_id,
            "name": provider.name,
            "solved": f"{provider.solved:,}",
            "reply": promise_cell(_one(provider, "first_reply")),
            "resolution": promise_cell(_one(provider, "full_resolution")),
            "csat": _quality_cell(provider.quality, "satisfied", "answered"),
            "rework": _quality_cell(provider.quality, "rework", "rework_measured"),
            "cost": formats.money(provider.cost_per_unit, currency, 2)
            if provider.has_cost
            else "–",
        }
        for provider in providers
    ]


def channel_numbers(providers: Sequence[ProviderMonth]) -> Numbers:
    """Every provider, channel and metric."""
    return Numbers(
        "Promises kept by provider and channel",
        ("Provider, channel", "Promise", "Measured", "In time", "Share", "Target"),
        [
            (
                f"{provider.name}, {formats.plain_words(promise.channel).lower()}",
                metric_name(promise.metric),
                f"{promise.measured:,}",
                f"{promise.met:,}",
                formats.percent(promise.share, promise.target),
                formats.target_percent(promise.target),
            )
            for provider in providers
            for promise in provider.promises
        ],
    )


def _one(provider: ProviderMonth, metric: str) -> Promise | None:
    return next((found for found in all_channels(provider) if found.metric == metric), None)


def _quality_cell(quality: Record, count: str, measured: str) -> Shown:
    number = int(quality.get(measured) or 0)
    if not number:
        return Shown("–", 0, "none")
    share = Fraction(int(quality.get(count) or 0), number)
    return Shown(
        formats.exact_percent(share), number, "plain" if number >= FEWEST_JUDGED else "few"
    )


def _unit_cost(cost: Record | None) -> Decimal | None:
    if cost is None or cost["cost"] is None or not cost["units"] or cost["withheld"]:
        return None
    return Decimal(cost["cost"]) / int(cost["units"])


def _promises(tables: ReleaseTables, month: date | None) -> list[Promise]:
    rows = tables.rows(
        "sla_month",
        """
        select provider_id, channel, metric, sum(met_count) as met, sum(measured_count) as measured,
            sum(target_met_count) as wanted
        from sla_month
        where applied_month = ? and measured_count > 0 and target_met_count is not null
        group by provider_id, channel, metric
        order by provider_id, metric, channel
        """,
        [month],
    )
    return [
        Promise(
            row["provider_id"],
            row["channel"],
            row["metric"],
            int(row["met"]),
            int(row["measured"]),
            Fraction(row["wanted"]) / int(row["measured"]),
        )
        for row in rows
    ]


def _quality(tables: ReleaseTables, month: date | None) -> list[Record]:
    return tables.rows(
        "quality_month",
        """
        select provider_id, sum(solved_count) as solved,
            sum(csat_satisfied_count) as satisfied, sum(csat_answered_count) as answered,
            sum(rework_count) as rework, sum(rework_measured_count) as rework_measured
        from quality_month where quality_month = ? group by provider_id
        """,
        [month],
    )


def _costs(tables: ReleaseTables, month: date | None) -> list[Record]:
    return tables.rows(
        "cost_per_route_month",
        """
        select provider_id, sum(cost_amount) as cost, sum(demand_unit_count) as units,
            bool_or(cost_amount is null) as withheld
        from cost_per_route_month where cost_month = ? and demand_unit_count > 0
        group by provider_id
        """,
        [month],
    )
