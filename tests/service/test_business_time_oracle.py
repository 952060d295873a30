"""Every SLA event against an oracle that shares no code: seconds, due times, states.

The tickets crowd around the moments at which calendars go wrong: clock changes, holidays, opening
and closing times, the days on which a version of a schedule begins, more than a year of waiting.
They are answered, put off, solved and opened again, and change priority and group, and with the
group the schedule, in the middle of it.
"""

import dataclasses
import random
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from orchestration.explain.sla import explain_ticket
from orchestration.project import Home
from tests.service.calendars import AS_OF, open_on
from tests.service.oracle import RUNS_IN, TARGETS, Row, rows, stretches
from tests.service.service_home import (
    PLANNED,
    build_service_models,
    write_definitions,
    write_work,
)
from tests.service.tickets import Ticket, random_ticket

TICKET_COUNT = 10_500
EXPLAINED_COUNT = 40
COLUMNS = [field.name for field in dataclasses.fields(Row)]


@pytest.fixture(scope="module")
def tickets() -> list[Ticket]:
    source = random.Random(20260330)
    return [random_ticket(source, str(number + 1)) for number in range(TICKET_COUNT)]


@pytest.fixture(scope="module")
def expected(tickets: list[Ticket]) -> dict[tuple[str, str, datetime], Row]:
    found = [row for ticket in tickets for row in rows(ticket)]
    by_key = {(row.ticket_id, row.metric, row.applied_at): row for row in found}
    assert len(by_key) == len(found)
    return by_key


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, tickets: list[Ticket]) -> Home:
    home = Home(tmp_path_factory.mktemp("oracle"))
    write_definitions(home.definitions)
    home.prepare()
    write_work(home.database, tickets)
    build_service_models(home)
    return home


@pytest.fixture(scope="module")
def built(home: Home) -> Path:
    return home.database


def test_every_second_equals_the_oracle(
    built: Path, expected: dict[tuple[str, str, datetime], Row]
) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        actual = {
            (row[0], row[1], row[2]): Row(*row)
            for row in connection.execute(
                f"select {', '.join(COLUMNS)} from marts.fct_sla_events"
            ).fetchall()
        }
    wrong = [
        (actual.get(key), expected.get(key))
        for key in sorted({*actual, *expected}, key=str)
        if actual.get(key) != expected.get(key)
    ]
    counts = Counter((is_row or should_row).metric for is_row, should_row in wrong)  # pyright: ignore[reportOptionalMemberAccess]
    assert not wrong, f"{len(wrong)} of {len(expected)} rows differ ({counts}), first: {wrong[:2]}"


def test_the_tickets_reach_every_case(expected: dict[tuple[str, str, datetime], Row]) -> None:
    found = list(expected.values())
    states = Counter((row.metric, row.sla_status) for row in found)
    for metric in {metric for metric, _ in TARGETS}:
        for status in ("met", "breached", "active", "at_risk", "cancelled"):
            assert states[(metric, status)] > 0, (metric, status)
    assert sum(row.superseded_at is not None for row in found) > 5000
    assert sum(row.superseded_at is not None and row.breached_at is not None for row in found) > 500
    assert sum(row.elapsed_business_seconds == 0 for row in found) > 5000
    assert sum(row.due_at is None for row in found if row.metric not in RUNS_IN) > 10
    assert any((row.elapsed_calendar_seconds or 0) > 53 * 7 * 86_400 for row in found)


def test_sums_per_ticket_equal_the_events(built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        differing = connection.execute(
            """
            select count(*), count(*) filter (events.sla_status in ('met', 'breached'))
            from marts.fct_sla_events as events
            inner join marts.fct_tickets as tickets using (source_system, ticket_id)
            where events.fulfilled_at is not null
            and events.metric in ('first_reply', 'agent_work', 'full_resolution')
            and events.elapsed_business_seconds is distinct from case events.metric
                when 'first_reply' then tickets.first_reply_business_seconds
                when 'agent_work' then tickets.agent_work_business_seconds
                else tickets.full_resolution_business_seconds
            end
            """
        ).fetchone()
    assert differing == (0, 0)


def test_an_arrival_is_covered_if_the_oracle_finds_its_schedule_open(
    built: Path, tickets: list[Ticket]
) -> None:
    def is_open(schedule: str, at: datetime) -> bool:
        days = (at.date() + timedelta(days=step) for step in (-2, -1, 0, 1))
        return any(start <= at < end for day in days for start, end in open_on(schedule, day))

    with duckdb.connect(str(built), read_only=True) as connection:
        covered = dict(
            connection.execute(
                "select ticket_id, is_covered from intermediate.int_service_arrivals_covered"
            ).fetchall()
        )
        by_hour: dict[datetime, tuple[int, int]] = {
            hour: (arrived, inside)
            for hour, arrived, inside in connection.execute(
                "select hour_start_at, arrival_count, covered_arrival_count"
                " from marts.fct_coverage_hours where arrival_count > 0"
            ).fetchall()
        }
    expected = {t.ticket_id: is_open(stretches(t)[0].group, t.created_at) for t in tickets}
    assert covered == expected
    assert 1000 < sum(expected.values()) < TICKET_COUNT - 1000
    hours: dict[datetime, tuple[int, int]] = {}
    for ticket in tickets:
        hour = ticket.created_at.replace(minute=0, second=0)
        arrived, inside = hours.get(hour, (0, 0))
        hours[hour] = arrived + 1, inside + expected[ticket.ticket_id]
    assert by_hour == hours


def test_every_planned_minute_is_in_its_hour(built: Path, tickets: list[Ticket]) -> None:
    first = datetime.combine(min(t.created_at for t in tickets).date(), datetime.min.time())
    seconds: dict[tuple[str, datetime], int] = {}
    for route, start, length, people in PLANNED:
        hour = start.replace(minute=0, second=0)
        while hour < start + length:
            next_hour = hour + timedelta(hours=1)
            inside = min(start + length, next_hour) - max(start, hour)
            if first <= hour <= AS_OF:
                key = route, hour
                seconds[key] = seconds.get(key, 0) + people * int(inside.total_seconds())
            hour = next_hour
    months = {(route, hour.year, hour.month) for route, hour in seconds}
    with duckdb.connect(str(built), read_only=True) as connection:
        rows = connection.execute(
            "select route, hour_start_at, staffed_person_seconds from marts.fct_coverage_hours"
        ).fetchall()
    for route, hour, staffed in rows:
        is_known = (route, hour.year, hour.month) in months
        assert staffed == (seconds.get((route, hour), 0) if is_known else None), (route, hour)
    assert {(route, hour) for route, hour, _ in rows} >= seconds.keys()
    hour_count = int((AS_OF.replace(minute=0) - first) / timedelta(hours=1)) + 1
    assert len(rows) == 2 * hour_count


def test_counted_intervals_and_their_hours_add_up_to_the_oracle(
    home: Home, tickets: list[Ticket], expected: dict[tuple[object, ...], Row]
) -> None:
    judged: Counter[str] = Counter()
    for ticket in random.Random(7).sample(tickets, EXPLAINED_COUNT):
        for clock in explain_ticket(home, ticket.ticket_id).clocks:
            assert clock.discrepancies() == [], (ticket, clock)
            row = expected[(ticket.ticket_id, clock.metric, clock.applied_at)]
            if row.elapsed_calendar_seconds is None:
                continue
            judged[clock.metric] += 1
            counted = (clock.counted_calendar_seconds, clock.counted_business_seconds)
            assert counted == (row.elapsed_calendar_seconds, row.elapsed_business_seconds), row
    assert {*judged} == {metric for metric, _ in TARGETS}
    assert judged.total() >= 200
