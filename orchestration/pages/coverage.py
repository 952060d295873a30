"""When work arrives, and whether somebody was due to answer then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from fractions import Fraction
from zoneinfo import ZoneInfo

from markupsafe import Markup

from orchestration.pages import charts, formats
from orchestration.pages.numbers import Numbers
from orchestration.pages.release_tables import ReleaseTables

DAYS = 28


@dataclass(frozen=True)
class CoverageHour:
    """One hour of the day over the last weeks: what arrived, and how much of it was covered."""

    hour: int
    arrived: int
    scheduled: int
    covered: int
    staffed_seconds: int | None

    @property
    def uncovered(self) -> int:
        return self.scheduled - self.covered


@dataclass(frozen=True)
class Coverage:
    """All hours of the day, and whose clock they are told by."""

    zone: str
    hours: Sequence[CoverageHour]

    @property
    def share(self) -> Fraction | None:
        scheduled = sum(hour.scheduled for hour in self.hours)
        return Fraction(sum(hour.covered for hour in self.hours), scheduled) if scheduled else None


def read_coverage(tables: ReleaseTables) -> Coverage:
    """The last four weeks by hour of the day, in the zone that most opening hours are in."""
    zones = tables.rows(
        "dim_schedules",
        """
        select time_zone, count(*) as days from dim_schedules where time_zone <> 'UTC'
        group by time_zone order by days desc, time_zone
        """,
    )
    name = zones[0]["time_zone"] if zones else "UTC"
    zone: tzinfo = ZoneInfo(name) if name != "UTC" else UTC
    rows = tables.rows(
        "fct_coverage_hours",
        """
        select hour_start_at, sum(arrival_count) as arrived,
            sum(scheduled_arrival_count) as scheduled, sum(covered_arrival_count) as covered,
            sum(staffed_person_seconds) as staffed
        from fct_coverage_hours
        where utc_date > (select max(utc_date) from fct_coverage_hours) - ?
        group by hour_start_at order by hour_start_at
        """,
        [DAYS],
    )
    by_hour: dict[int, list[dict[str, int | None]]] = {}
    for row in rows:
        local = row["hour_start_at"].replace(tzinfo=UTC).astimezone(zone)
        by_hour.setdefault(local.hour, []).append(row)
    hours = [
        CoverageHour(
            hour,
            *(sum(int(row[column] or 0) for row in found) for column in COUNTS),
            staffed_seconds=_known_sum([row["staffed"] for row in found]),
        )
        for hour, found in sorted(by_hour.items())
    ]
    return Coverage(name, hours)


COUNTS = ("arrived", "scheduled", "covered")


def coverage_chart(coverage: Coverage) -> Markup:
    """Arrivals by hour, those outside opening hours on top."""
    hours = coverage.hours
    series = [
        charts.Series("While open", [float(hour.covered) for hour in hours], "series-2"),
        charts.Series("While closed", [float(hour.uncovered) for hour in hours], "series-3"),
        charts.Series(
            "No schedule", [float(hour.arrived - hour.scheduled) for hour in hours], "series-6"
        ),
    ]
    return charts.stacked_columns(
        [f"{hour.hour:02d}" for hour in hours],
        [layer for layer in series if any(layer.values)],
        title="Requests that arrived by hour of the day. The same numbers stand in the table "
        "below.",
        amount=lambda value: f"{value:,.0f}",
    )


def coverage_numbers(coverage: Coverage) -> Numbers:
    """One row per hour of the day."""
    return Numbers(
        f"Requests by hour of the day, {coverage.zone}",
        ("Hour", "Arrived", "With a schedule", "While open", "Share", "Person-hours planned"),
        [
            (
                f"{hour.hour:02d}:00",
                f"{hour.arrived:,}",
                f"{hour.scheduled:,}",
                f"{hour.covered:,}",
                formats.exact_percent(Fraction(hour.covered, hour.scheduled))
                if hour.scheduled
                else "–",
                "–" if hour.staffed_seconds is None else f"{hour.staffed_seconds / 3600:,.1f}",
            )
            for hour in coverage.hours
        ],
    )


def _known_sum(values: Sequence[int | None]) -> int | None:
    known = [int(value) for value in values if value is not None]
    return sum(known) if known else None
