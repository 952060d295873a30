"""`tierledger explain sla` opens the times of a ticket that the release states, to the second."""

import json
import random
from collections.abc import Callable

import duckdb
import pytest

from orchestration.explain.sla import explain_ticket
from orchestration.explain.sla_shown import as_json
from orchestration.project import Home
from tests.product import tierledger

pytestmark = pytest.mark.whole_run

TICKET_COUNT = 40


def _sums(clock: dict) -> tuple[int, int]:
    """Calendar and business seconds, added up from the smallest parts that are told."""
    counted = [interval for interval in clock["intervals"] if interval["is_counted"]]
    hours = [part for interval in counted for part in interval["hours"]]
    return (
        sum(interval["calendar_seconds"] for interval in counted),
        sum(part["open_seconds"] for part in hours),
    )


def test_parts_add_up_to_what_is_published_of_every_metric(
    small_release: Home, release: Callable[[Home], duckdb.DuckDBPyConnection]
) -> None:
    connection = release(small_release)
    tickets = connection.execute("select * from fct_tickets order by ticket_id")
    columns = [name for name, *_ in tickets.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in tickets.fetchall()]
    event_count = duration_count = 0
    for row in random.Random(11).sample(rows, TICKET_COUNT):
        events = dict(
            connection.execute(
                "select sla_event_id, (elapsed_calendar_seconds, elapsed_business_seconds) "
                "from fct_sla_events where source_system = ? and ticket_id = ?",
                [row["source_system"], row["ticket_id"]],
            ).fetchall()
        )
        clocks = as_json(explain_ticket(small_release, row["ticket_id"], row["source_system"]))
        promised = {c["sla_event_id"]: _sums(c) for c in clocks["clocks"] if c["sla_event_id"]}
        assert promised == events, row
        event_count += len(promised)
        for clock in clocks["clocks"]:
            stated = tuple(
                row.get(f"{clock['metric']}_{time}_seconds") for time in ("calendar", "business")
            )
            if None not in stated:
                assert _sums(clock) == stated, (row, clock)
                duration_count += 1
    # Two promises a ticket, and seven times that it has once.
    assert event_count == 2 * TICKET_COUNT
    assert duration_count == 7 * TICKET_COUNT


def test_the_command_says_what_readers_do_not_see(served_home: Home) -> None:
    with duckdb.connect(served_home.database) as build:
        ((ticket, seconds),) = build.execute(
            "select ticket_id, elapsed_seconds from marts.fct_sla_events "
            "where metric = 'first_reply' and elapsed_seconds > 60 order by ticket_id limit 1"
        ).fetchall()
    asked = ("explain", "sla", "--ticket", ticket, "--metric", "first_reply")

    same = tierledger(served_home, *asked, "--json")
    assert same.code == 0, same.said
    (clock,) = json.loads(same.said)["clocks"]
    assert clock["counted_seconds"] == clock["elapsed_seconds"] == seconds

    with duckdb.connect(served_home.database) as build:
        build.execute(
            "update intermediate.int_service_clocks_kept set "
            "elapsed_calendar_seconds = elapsed_calendar_seconds + 1, "
            "elapsed_business_seconds = elapsed_business_seconds + 1 "
            "where (ticket_number, clock_started_at) in (select (ticket_number, clock_started_at) "
            "from intermediate.int_service_tickets_kept inner join "
            "intermediate.int_service_clocks using (source_system, ticket_id) "
            "where ticket_id = ? and metric = 'first_reply')",
            [ticket],
        )
    other = tierledger(served_home, *asked)
    assert other.code == 1, other.said
    assert "another night and states other times of this ticket" in other.said
    assert (
        f"elapsed_seconds is {seconds + 1:,}, its counted intervals make {seconds:,} s"
        in other.said
    )
