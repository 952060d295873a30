"""What waits: the backlog of the last days, what came and what left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from orchestration.pages import charts, formats
from orchestration.pages.numbers import Numbers
from orchestration.pages.release_tables import ReleaseTables

DAYS = 90


@dataclass(frozen=True)
class BacklogDay:
    """The end of one day: what waits and how long on average, what came and what left."""

    day: date
    waiting: int
    age_seconds: int
    came: int
    left: int

    @property
    def mean_age(self) -> str:
        return formats.duration(self.age_seconds // self.waiting) if self.waiting else "–"


def read_backlog(tables: ReleaseTables) -> list[BacklogDay]:
    """The last days, oldest first; moves between queues are neither coming nor leaving."""
    rows = tables.rows(
        "fct_backlog_days",
        """
        select backlog_date, sum(backlog_count) as waiting, sum(backlog_age_seconds) as age,
            sum(opened_count) + sum(reopened_count) as came,
            sum(solved_count) + sum(withdrawn_count) as gone
        from fct_backlog_days
        where backlog_date > (select max(backlog_date) from fct_backlog_days) - ?
        group by backlog_date order by backlog_date
        """,
        [DAYS],
    )
    return [
        BacklogDay(
            row["backlog_date"],
            int(row["waiting"]),
            int(row["age"]),
            int(row["came"]),
            int(row["gone"]),
        )
        for row in rows
    ]


def read_waiting(tables: ReleaseTables, providers: Mapping[str, str]) -> list[tuple[str, int]]:
    """Who has what waits at the end of the last day."""
    rows = tables.rows(
        "fct_backlog_days",
        """
        select provider_id, sum(backlog_count) as waiting from fct_backlog_days
        where backlog_date = (select max(backlog_date) from fct_backlog_days)
        group by provider_id having sum(backlog_count) > 0 order by waiting desc, provider_id
        """,
    )
    return [(providers.get(r["provider_id"], r["provider_id"]), int(r["waiting"])) for r in rows]


def backlog_chart(days: Sequence[BacklogDay]) -> Markup:
    """What waits at the end of each day."""
    return charts.lines(
        [f"{day.day.day} {day.day:%b}" for day in days],
        [charts.Line("Waiting", [float(day.waiting) for day in days], "series-1", has_dots=False)],
        title="Tickets that wait at the end of each day. The same numbers stand in the table "
        "below.",
        written=lambda value: f"{value:,.0f}",
    )


def backlog_numbers(days: Sequence[BacklogDay]) -> Numbers:
    """One row per day, newest first."""
    return Numbers(
        "Backlog by day",
        ("Day", "Came", "Left", "Waiting", "Mean age"),
        [
            (
                day.day.isoformat(),
                f"{day.came:,}",
                f"{day.left:,}",
                f"{day.waiting:,}",
                day.mean_age,
            )
            for day in reversed(days)
        ],
    )
