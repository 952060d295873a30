"""Promises that run now: how many are at risk, and which were broken last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from orchestration.pages import formats
from orchestration.pages.numbers import Numbers
from orchestration.pages.release_tables import Record, ReleaseTables
from orchestration.pages.sla_cells import urgency

MOST_BREACHES = 15
# What is open at the as-of time: it runs, nears its end, or was broken and not kept since.
OPEN = "sla_status in ('active', 'at_risk') or (sla_status = 'breached' and fulfilled_at is null)"
SPLITS = {"channel": "Channel", "priority": "Priority", "provider_id": "Provider"}


@dataclass(frozen=True)
class OpenPromises:
    """Counts at the as-of time, over everything or of one member of a split."""

    name: str
    running: int
    at_risk: int
    overdue: int


@dataclass(frozen=True)
class Breach:
    """One promise that was broken: which, when, by how much, and how to open it."""

    ticket_id: str
    source_system: str
    what: str
    where: str
    provider: str
    due: str
    late: str
    is_open: bool

    @property
    def command(self) -> str:
        return f"tierledger explain sla --ticket {self.ticket_id}"


def read_total(tables: ReleaseTables) -> OpenPromises:
    """Everything that is open."""
    rows = tables.rows("fct_sla_events", _query("'all'"))
    return _counted(rows[0], {}) if rows else OpenPromises("", 0, 0, 0)


def read_splits(
    tables: ReleaseTables, providers: Mapping[str, str]
) -> list[tuple[str, Sequence[OpenPromises]]]:
    """The same by channel, by priority and by provider."""
    return [
        (name, sorted_rows)
        for column, name in SPLITS.items()
        if (
            sorted_rows := [
                _counted(row, providers)
                for row in sorted(
                    tables.rows("fct_sla_events", _query(column)),
                    key=lambda row: urgency(row["member"]),
                )
            ]
        )
    ]


def risk_numbers(name: str, rows: Sequence[OpenPromises]) -> Numbers:
    """One split as a table."""
    return Numbers(
        f"Open promises by {name.lower()}",
        (name, "Running", "At risk", "Overdue"),
        [(row.name, f"{row.running:,}", f"{row.at_risk:,}", f"{row.overdue:,}") for row in rows],
    )


def read_breaches(
    tables: ReleaseTables, providers: Mapping[str, str], as_of: datetime
) -> list[Breach]:
    """The promises that were broken last, newest first."""
    rows = tables.rows(
        "fct_sla_events",
        """
        select ticket_id, source_system, metric, channel, priority, provider_id, due_at,
            breached_at, fulfilled_at, elapsed_seconds - target_seconds as late_seconds, clock
        from fct_sla_events where sla_status = 'breached' and breached_at <= ?
        order by breached_at desc, ticket_id, metric limit ?
        """,
        [as_of.replace(tzinfo=None), MOST_BREACHES],
    )
    return [
        Breach(
            ticket_id=row["ticket_id"],
            source_system=row["source_system"],
            what=formats.plain_words(row["metric"]),
            where=f"{formats.plain_words(row['channel'])}, {row['priority'].replace('_', ' ')}",
            provider=providers.get(row["provider_id"], row["provider_id"]),
            due=formats.minute(row["due_at"]) if row["due_at"] else "–",
            late=_late(row),
            is_open=row["fulfilled_at"] is None,
        )
        for row in rows
    ]


def _late(row: Record) -> str:
    seconds = max(int(row["late_seconds"] or 0), 0)
    return f"{formats.duration(seconds)} ({row['clock']})"


def _query(column: str) -> str:
    return f"""
        select {column} as member,
            count(*) filter (sla_status in ('active', 'at_risk')) as running,
            count(*) filter (sla_status = 'at_risk') as at_risk,
            count(*) filter (sla_status = 'breached') as overdue
        from fct_sla_events where {OPEN} group by 1
    """


def _counted(row: Record, providers: Mapping[str, str]) -> OpenPromises:
    name = providers.get(row["member"], formats.plain_words(row["member"]))
    return OpenPromises(name, int(row["running"]), int(row["at_risk"]), int(row["overdue"]))
