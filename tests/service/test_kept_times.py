"""Nights that time only what changed end where a night that times everything ends, row for row.

Between the nights tickets come, go on, are corrected, lose events and disappear, time passes, and
once a target changes; everything from one seed.
"""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home
from tests.product import copied
from tests.service.calendars import AS_OF
from tests.service.service_home import build_service_models, write_definitions, write_work
from tests.service.tickets import Event, Ticket, random_ticket

TICKET_COUNT = 900
KEPT = {
    "intermediate.int_service_intervals": "*",
    "intermediate.int_service_clocks": "*",
    # The number of a ticket is that of the night in which it first came.
    "intermediate.int_service_tickets_kept": "* exclude (ticket_number)",
    "intermediate.int_service_months_counted": "*",
    "intermediate.int_service_backlog_moves": "*",
    "marts.fct_tickets": "*",
    "marts.fct_sla_events": "*",
    "marts.fct_backlog_days": "*",
    "marts.sla_month": "*",
}


def known_at(ticket: Ticket, as_of: datetime) -> Ticket:
    """The ticket as an export of that moment shows it."""
    return replace(ticket, events=[event for event in ticket.events if event.at <= as_of])


def changed(source: random.Random, ticket: Ticket) -> Ticket | None:
    """A late, corrected or withdrawn event, another priority or group, or no ticket at all."""
    kind = source.choice(("late", "late", "corrected", "withdrawn", "moved", "gone"))
    events = list(ticket.events)
    if kind == "gone":
        return None
    if kind == "moved":
        return replace(ticket, priority=source.choice(("urgent", "low")))
    if kind == "late" or not events:
        until = events[-1].at if events else ticket.created_at + timedelta(days=1)
        at = ticket.created_at + (until - ticket.created_at) * source.random()
        late = Event(at.replace(microsecond=0), source.choice(("public_reply", "customer_reply")))
        return replace(ticket, events=sorted([*events, late], key=lambda event: event.at))
    position = source.randrange(len(events))
    if kind == "withdrawn":
        return replace(ticket, events=events[:position] + events[position + 1 :])
    earlier = events[position - 1].at if position else ticket.created_at
    later = events[position + 1].at if position + 1 < len(events) else AS_OF
    moved = (earlier + (later - earlier) * source.random()).replace(microsecond=0)
    events[position] = replace(events[position], at=moved)
    return replace(ticket, events=events)


@dataclass(frozen=True)
class Night:
    """What a night finds: the moment, and the tickets."""

    as_of: datetime
    tickets: list[Ticket]


def nights(source: random.Random) -> Iterator[Night]:
    """Three nights; each finds a twentieth of the tickets changed."""
    tickets = [random_ticket(source, str(number + 1)) for number in range(TICKET_COUNT)]
    for number, days_before in enumerate((500, 40, 0)):
        as_of = AS_OF - timedelta(days=days_before)
        if number:
            for position in source.sample(range(len(tickets)), len(tickets) // 20):
                found = changed(source, tickets[position])
                tickets[position] = found or random_ticket(source, f"new-{number}-{position}")
        yield Night(
            as_of,
            [known_at(ticket, as_of) for ticket in tickets if ticket.created_at <= as_of],
        )


def scale_a_target(home: Home, factor: float) -> None:
    path = home.definitions / "sla_targets.csv"
    with path.open(newline="", encoding="utf-8") as file:
        lines = list(csv.reader(file))
    lines[1][3] = str(int(int(lines[1][3]) * factor))
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)


def timed_tickets(home: Home) -> int:
    with duckdb.connect(str(home.database), read_only=True) as connection:
        row = connection.execute(
            "select count(*) from intermediate.int_service_tickets_changed"
        ).fetchone()
    return row[0] if row else -1


def differences(kept: Path, fresh: Path) -> dict[str, int]:
    """Rows per table that only one of the two databases has."""
    with duckdb.connect() as connection:
        # One after the other, under the name that their views know.
        for name, path in {"kept": kept, "fresh": fresh}.items():
            connection.execute(f"create schema {name}")
            connection.execute(f"attach '{path}' as tierledger (read_only)")
            for table, columns in KEPT.items():
                copy = f"{name}.{table.replace('.', '_')}"
                connection.execute(
                    f"create table {copy} as select {columns} from tierledger.{table}"
                )
            connection.execute("detach tierledger")
        found = {}
        for table in KEPT:
            one, other = (f"from {name}.{table.replace('.', '_')}" for name in ("kept", "fresh"))
            row = connection.execute(
                f"select count(*) from (({one} except all {other})"
                f" union all ({other} except all {one}))"
            ).fetchone()
            found[table] = row[0] if row else -1
        return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("kept"))
    write_definitions(home.definitions)
    home.prepare()
    return home


def test_nights_that_time_what_changed_equal_one_that_times_everything(
    home: Home, tmp_path: Path
) -> None:
    night = None
    for number, night in enumerate(nights(random.Random(20261124))):
        write_work(home.database, night.tickets, night.as_of)
        build_service_models(home)
        timed, known = timed_tickets(home), len(night.tickets)
        assert timed >= known if number == 0 else timed < 0.9 * known, "others keep their times"
    assert night is not None
    # A night with another target and tickets that never were breaks off after the times are kept.
    source = random.Random(7)
    wrong = [known_at(random_ticket(source, f"wrong-{number}"), AS_OF) for number in range(50)]
    scale_a_target(home, 0.5)
    write_work(home.database, [*night.tickets, *wrong], night.as_of)
    build_service_models(home, "--exclude", "int_service_tickets_kept+")
    assert timed_tickets(home) >= len(night.tickets), "another target times everything"
    # Then everything is as it was before that night.
    scale_a_target(home, 2)
    write_work(home.database, night.tickets, night.as_of)
    build_service_models(home)
    fresh = copied(home, tmp_path / "fresh")
    build_service_models(fresh, "--full-refresh")
    found = differences(home.database, fresh.database)
    assert not any(found.values()), found
