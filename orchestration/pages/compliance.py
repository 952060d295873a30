"""Do promises hold over time, and where not: shares by month, and by who and what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from markupsafe import Markup

from orchestration.pages import charts, formats
from orchestration.pages.numbers import Numbers
from orchestration.pages.release_tables import Record, ReleaseTables
from orchestration.pages.sla_cells import FEWEST_JUDGED, metric_name, ordered_metrics, urgency

# What a month's promises are counted by, and its heading.
# Targets that differ by no more than this are drawn as one line.
ONE_TARGET = Fraction(1, 100)
SPLITS = {"channel": "Channel", "priority": "Priority", "provider_id": "Provider"}


@dataclass(frozen=True)
class Kept:
    """How often a metric was kept: in a month, or by one member of a split."""

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

    @property
    def mark(self) -> str:
        return "✓" if self.is_met else "✕"

    @property
    def shown(self) -> str:
        return f"{self.mark} {formats.percent(self.share, self.target)}"

    @property
    def tone(self) -> str:
        if self.measured < FEWEST_JUDGED:
            return "few"
        return "good" if self.is_met else "bad"


@dataclass(frozen=True)
class Split:
    """One table: the members of a split in rows, a metric in each column."""

    name: str
    metrics: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Kept | None]]]

    @property
    def targets_said(self) -> str:
        targets = {kept.target for _, row in self.rows for kept in row if kept}
        if len(targets) == 1:
            return f"The target is {formats.target_percent(targets.pop())}."
        return "Each against its own targets."


def read_months(tables: ReleaseTables) -> dict[date, dict[str, Kept]]:
    """All months with measured promises, each with its metrics."""
    rows = tables.rows(
        "sla_month",
        """
        select applied_month as month, metric, sum(met_count) as met,
            sum(measured_count) as measured, sum(target_met_count) as wanted
        from sla_month where measured_count > 0 and target_met_count is not null
        group by applied_month, metric order by applied_month, metric
        """,
    )
    months: dict[date, dict[str, Kept]] = {}
    for row in rows:
        months.setdefault(row["month"], {})[row["metric"]] = _kept(row)
    return months


def compliance_chart(months: Mapping[date, Mapping[str, Kept]]) -> Markup:
    """One line per metric, and the target where that is nearly one for all."""
    metrics = ordered_metrics({metric: () for kept in months.values() for metric in kept})
    drawn = [
        charts.Line(
            metric_name(metric),
            [float(kept[metric].share) if metric in kept else None for kept in months.values()],
            f"series-{number}",
        )
        for number, metric in enumerate(metrics, start=1)
    ]
    targets = [[kept.target for kept in month.values()] for month in months.values()]
    flat = [target for month in targets for target in month]
    if flat and max(flat) - min(flat) <= ONE_TARGET:
        # The highest of a month, so that nothing looks nearer to its target than it is.
        highest = [float(max(month)) for month in targets]
        drawn.append(charts.Line("Target", highest, "target", is_dashed=True))
    return charts.lines(
        [formats.short_month(month) for month in months],
        drawn,
        title="Share of promises kept by month. The same numbers stand in the table below.",
        written=formats.axis_percent,
        from_zero=False,
        highest=1.0,
    )


def month_numbers(months: Mapping[date, Mapping[str, Kept]]) -> Numbers:
    """Every month and metric."""
    return Numbers(
        "Promises kept by month",
        ("Month", "Promise", "Measured", "In time", "Share", "Target"),
        [
            (
                formats.month_name(month),
                metric_name(metric),
                f"{kept.measured:,}",
                f"{kept.met:,}",
                formats.percent(kept.share, kept.target),
                formats.target_percent(kept.target),
            )
            for month in sorted(months, reverse=True)
            for metric, kept in months[month].items()
        ],
    )


def read_splits(
    tables: ReleaseTables, month: date | None, providers: Mapping[str, str]
) -> list[Split]:
    """The month by channel, by priority and by provider."""
    return [split for column in SPLITS if (split := _split(tables, month, column, providers)).rows]


def _split(
    tables: ReleaseTables, month: date | None, column: str, providers: Mapping[str, str]
) -> Split:
    rows = tables.rows(
        "sla_month",
        f"""
        select {column} as member, metric, sum(met_count) as met,
            sum(measured_count) as measured, sum(target_met_count) as wanted
        from sla_month
        where applied_month = ? and measured_count > 0 and target_met_count is not null
        group by {column}, metric
        """,
        [month],
    )
    found = {(row["member"], row["metric"]): _kept(row) for row in rows}
    metrics = ordered_metrics({row["metric"]: () for row in rows})
    members = sorted({row["member"] for row in rows}, key=urgency)
    return Split(
        SPLITS[column],
        metrics,
        [
            (
                providers.get(member, formats.plain_words(member)),
                [found.get((member, metric)) for metric in metrics],
            )
            for member in members
        ],
    )


def _kept(row: Record) -> Kept:
    measured = int(row["measured"])
    return Kept(row["metric"], int(row["met"]), measured, Fraction(row["wanted"]) / measured)
