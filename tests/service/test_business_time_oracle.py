"""Every SLA event against an oracle that shares no code: seconds, due times, states.

The tickets crowd around the moments at which calendars go wrong: clock changes, holidays, opening
and closing times, the days on which a version of a schedule begins, more than a year of waiting.
They are answered, put off, solved and opened again, and change priority and group, and with the
group the schedule, in the middle of it.
"""

import dataclasses
import random
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home
from tests.service.oracle import RUNS_IN, TARGETS, Row, rows
from tests.service.service_home import build_service_models, write_definitions, write_work
from tests.service.tickets import Ticket, random_ticket

TICKET_COUNT = 10_500
COLUMNS = [field.name for field in dataclasses.fields(Row)]


@pytest.fixture(scope="module")
def tickets() -> list[Ticket]:
    source = random.Random(20260330)
    return [random_ticket(source, str(number + 1)) for number in range(TICKET_COUNT)]


@pytest.fixture(scope="module")
def expected(tickets: list[Ticket]) -> dict[tuple[object, ...], Row]:
    found = [row for ticket in tickets for row in rows(ticket)]
    by_key = {(row.ticket_id, row.metric, row.applied_at): row for row in found}
    assert len(by_key) == len(found)
    return by_key


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, tickets: list[Ticket]) -> Path:
    home = Home(tmp_path_factory.mktemp("oracle"))
    write_definitions(home.definitions)
    home.prepare()
    write_work(home.database, tickets)
    build_service_models(home)
    return home.database


def test_every_second_equals_the_oracle(
    built: Path, expected: dict[tuple[object, ...], Row]
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


def test_the_tickets_reach_every_case(expected: dict[tuple[object, ...], Row]) -> None:
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
