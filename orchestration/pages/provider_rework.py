"""How much of each provider's work comes back, month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from markupsafe import Markup

from orchestration.pages import charts, formats
from orchestration.pages.numbers import Numbers
from orchestration.pages.release_tables import ReleaseTables


@dataclass(frozen=True)
class ProviderRework:
    """What came back of one provider's solved requests of one month."""

    month: date
    provider: str
    count: int
    measured: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.count, self.measured)


def read_rework(
    tables: ReleaseTables, last: date | None, providers: Mapping[str, str]
) -> list[ProviderRework]:
    """Decided months up to `last`, by month and provider; who never had rework is left out."""
    rows = tables.rows(
        "quality_month",
        """
        select quality_month as month, provider_id, sum(rework_count) as reworked,
            sum(rework_measured_count) as measured
        from quality_month where quality_month <= ?
        group by quality_month, provider_id
        having sum(rework_measured_count) > 0 and sum(rework_undecided_count) = 0
        order by quality_month, provider_id
        """,
        [last],
    )
    found = [
        ProviderRework(
            row["month"],
            providers.get(row["provider_id"], row["provider_id"]),
            int(row["reworked"] or 0),
            int(row["measured"]),
        )
        for row in rows
    ]
    with_rework = {row.provider for row in found if row.count}
    return [row for row in found if row.provider in with_rework]


def rework_chart(rows: Sequence[ProviderRework]) -> Markup:
    """One line per provider."""
    months = sorted({row.month for row in rows})
    shares = {(row.provider, row.month): float(row.share) for row in rows}
    return charts.lines(
        [formats.short_month(month) for month in months],
        [
            charts.Line(
                provider, [shares.get((provider, month)) for month in months], f"series-{number}"
            )
            for number, provider in enumerate(sorted({row.provider for row in rows}), start=1)
        ],
        title="Share of solved requests that came back, by provider and month. The same numbers "
        "stand in the table below.",
        written=formats.axis_percent,
    )


def rework_numbers(rows: Sequence[ProviderRework]) -> Numbers:
    """One row per month and provider, newest first."""
    return Numbers(
        "Rework by provider and month",
        ("Month, provider", "Solved", "Came back", "Share"),
        [
            (
                f"{formats.month_name(row.month)}, {row.provider}",
                f"{row.measured:,}",
                f"{row.count:,}",
                formats.exact_percent(row.share),
            )
            for row in reversed(rows)
        ],
    )
