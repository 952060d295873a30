"""Seven ways in which published models of business time go wrong, none of which is ours.

Each test works its seconds by hand, on a few tickets that a wrong calendar, a wrong sum or a lost
row would change. All are built once.
"""

# ruff: noqa: DTZ001 - timestamps are naive UTC here, as they are in the tables.

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home
from tests.service.calendars import EVERY_DAY, WORKDAYS, Shift, weekly
from tests.service.service_home import build_service_models, write_definitions, write_work
from tests.service.tickets import Event, Ticket

AS_OF = datetime(2025, 4, 1, 12, 0)  # a Tuesday

HOUR = 3600

SHIFTS: list[Shift] = [
    *weekly("office", "UTC", WORKDAYS, ("09:00", "17:00")),
    *weekly("always", "UTC", EVERY_DAY, ("00:00", "24:00")),
    # The second version begins on the Sunday of a clock change.
    *weekly(
        "dated",
        "America/New_York",
        WORKDAYS,
        ("09:00", "17:00"),
        valid_to=date(2024, 3, 10),
    ),
    *weekly(
        "dated", "America/New_York", EVERY_DAY, ("10:00", "18:00"), valid_from=date(2024, 3, 10)
    ),
    *weekly("sydney", "Australia/Sydney", EVERY_DAY, ("00:00", "08:00")),
    *weekly("cairo", "Africa/Cairo", EVERY_DAY, ("20:00", "04:00")),
    *weekly("los_angeles", "America/Los_Angeles", [6], ("14:00", "20:00")),
]

TARGETS: dict[tuple[str, str], tuple[int, str]] = {
    ("first_reply", "any"): (4 * HOUR, "business"),
    ("requester_wait", "any"): (10 * HOUR, "business"),
    ("agent_work", "any"): (8 * HOUR, "business"),
    ("full_resolution", "any"): (40 * HOUR, "business"),
}


def replied(name: str, group: str, created_at: datetime, replied_at: datetime) -> Ticket:
    """A ticket that was answered, and is still open."""
    return Ticket(name, created_at, group, "normal", True, [Event(replied_at, "public_reply")])


def statuses(name: str, group: str, created_at: datetime, *changes: tuple[datetime, str]) -> Ticket:
    """A ticket whose status changed at these times."""
    before = ["new", *(after for _, after in changes)]
    events = [
        Event(at, "solved" if after == "solved" else "status", before[number], after)
        for number, (at, after) in enumerate(changes)
    ]
    return Ticket(name, created_at, group, "normal", True, events)


TICKETS = [
    replied("first sunday", "dated", datetime(2024, 3, 10, 15, 0), datetime(2024, 3, 10, 17, 0)),
    replied("sydney", "sydney", datetime(2024, 10, 5, 14, 0), datetime(2024, 10, 5, 22, 0)),
    replied("cairo", "cairo", datetime(2024, 10, 31, 17, 0), datetime(2024, 11, 1, 3, 0)),
    replied("spring", "los_angeles", datetime(2024, 3, 9, 21, 0), datetime(2024, 3, 10, 5, 0)),
    replied("summer", "los_angeles", datetime(2024, 3, 16, 20, 0), datetime(2024, 3, 17, 4, 0)),
    replied("autumn", "los_angeles", datetime(2024, 11, 2, 20, 30), datetime(2024, 11, 3, 3, 30)),
    replied("78 weeks", "office", datetime(2023, 1, 2, 9, 0), datetime(2024, 7, 1, 10, 0)),
    statuses("117 weeks", "office", datetime(2023, 1, 2, 9, 0)),
    statuses(
        "over the weekend",
        "office",
        datetime(2024, 5, 3, 16, 0),  # a Friday
        (datetime(2024, 5, 3, 18, 0), "open"),
        (datetime(2024, 5, 4, 12, 0), "on_hold"),
        (datetime(2024, 5, 5, 12, 0), "open"),
        (datetime(2024, 5, 6, 10, 0), "pending"),
        (datetime(2024, 5, 6, 12, 0), "on_hold"),
        (datetime(2024, 5, 6, 12, 30), "open"),
        (datetime(2024, 5, 6, 13, 0), "solved"),
    ),
    statuses(
        "two days",
        "office",
        datetime(2024, 5, 6, 9, 0),
        (datetime(2024, 5, 7, 17, 0), "solved"),
    ),
    Ticket(
        "on a saturday",
        datetime(2024, 5, 11, 10, 0),
        "office",
        "normal",
        True,
        [
            Event(datetime(2024, 5, 11, 11, 0), "public_reply"),
            Event(datetime(2024, 5, 11, 12, 0), "solved", "new", "solved"),
        ],
    ),
    *(
        Ticket(
            name,
            datetime(2024, 5, 13, 8, 0),  # a Monday
            "office",
            "normal",
            True,
            [
                Event(datetime(2024, 5, 13, 12, 0), "group", "office", "always"),
                Event(replied_at, "public_reply"),
                Event(replied_at, "solved", "new", "solved"),
            ],
        )
        for name, replied_at in (
            ("switched", datetime(2024, 5, 13, 12, 30)),
            ("switched late", datetime(2024, 5, 13, 14, 0)),
        )
    ),
    statuses("unreplied active", "office", datetime(2025, 4, 1, 11, 0)),
    statuses("unreplied at risk", "office", datetime(2025, 3, 31, 16, 30)),
    statuses("unreplied breached", "office", datetime(2025, 3, 31, 14, 0)),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("defects"))
    write_definitions(home.definitions, SHIFTS, [], TARGETS)
    home.prepare()
    groups = sorted({shift.schedule for shift in SHIFTS})
    write_work(home.database, TICKETS, AS_OF, groups)
    build_service_models(home)
    return home.database


def events_of(built: Path, name: str, metric: str) -> list[Mapping[str, object]]:
    """The SLA events of a ticket for one metric, in order of their application."""
    with duckdb.connect(str(built), read_only=True) as connection:
        cursor = connection.execute(
            "select * from marts.fct_sla_events where ticket_id = ? and metric = ?"
            " order by applied_at",
            [name, metric],
        )
        columns = [column[0] for column in cursor.description or []]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def event_of(built: Path, name: str, metric: str = "first_reply") -> Mapping[str, object]:
    (event,) = events_of(built, name, metric)
    return event


def ticket_of(built: Path, name: str, column: str) -> object:
    with duckdb.connect(str(built), read_only=True) as connection:
        found = connection.execute(
            f"select {column} from marts.fct_tickets where ticket_id = ?", [name]
        ).fetchone()
    assert found is not None
    return found[0]


def test_a_the_sunday_on_which_a_version_of_a_schedule_begins_counts(built: Path) -> None:
    # Open from 10:00 in New York on that Sunday, which is 14:00 UTC since that morning; it closes
    # at 22:00. From 15:00 to 17:00: two hours, and the target of four is used up at 19:00.
    event = event_of(built, "first sunday")
    assert event["elapsed_business_seconds"] == 2 * HOUR
    assert event["due_at"] == datetime(2024, 3, 10, 19, 0)
    assert event["sla_status"] == "met"


def test_b_clocks_that_change_on_another_day_than_a_utc_sunday_are_read_off_the_wall(
    built: Path,
) -> None:
    # Sydney, Sunday 6 October 2024: midnight is 14:00 UTC on Saturday, at UTC+10; two hours later
    # clocks go to UTC+11, so 08:00 is 21:00 UTC, still Saturday: seven hours, not eight.
    event = event_of(built, "sydney")
    assert event["elapsed_business_seconds"] == 7 * HOUR
    assert event["breached_at"] == datetime(2024, 10, 5, 18, 0)
    # Cairo, Thursday 31 October 2024: 20:00 is 17:00 UTC, at UTC+3; at midnight clocks go back to
    # UTC+2, so 04:00 is 02:00 UTC on Friday: nine hours, not eight.
    event = event_of(built, "cairo")
    assert event["elapsed_business_seconds"] == 9 * HOUR
    assert event["breached_at"] == datetime(2024, 10, 31, 21, 0)


def test_c_a_shift_over_the_end_of_the_utc_week_lasts_as_long_when_clocks_change(
    built: Path,
) -> None:
    # Saturdays 14:00 to 20:00 in Los Angeles: 22:00 to 04:00 UTC in winter, 21:00 to 03:00 in
    # summer. Clocks change on the Sundays 10 March and 3 November 2024, after the shift. Each
    # ticket begins before opening and is answered after closing.
    for name, due_at in (
        ("spring", datetime(2024, 3, 10, 2, 0)),
        ("summer", datetime(2024, 3, 17, 1, 0)),
        ("autumn", datetime(2024, 11, 3, 1, 0)),
    ):
        event = event_of(built, name)
        assert event["elapsed_business_seconds"] == 6 * HOUR, name
        assert event["breached_at"] == due_at, name


def test_d_a_ticket_that_is_open_for_more_than_a_year_is_counted_to_its_end(built: Path) -> None:
    # From Monday 2 January 2023, 09:00, to Monday 1 July 2024: 546 days are 78 weeks of 40 hours;
    # and one hour of that Monday.
    event = event_of(built, "78 weeks")
    assert event["elapsed_business_seconds"] == (78 * 40 + 1) * HOUR
    assert event["due_at"] == datetime(2023, 1, 2, 13, 0)
    # To Monday 31 March 2025 it is 819 days, 117 weeks; and that Monday, eight hours, and Tuesday
    # from 09:00 to noon. The fortieth hour of work ended on the first Friday at 17:00.
    for metric in ("first_reply", "requester_wait", "agent_work", "full_resolution"):
        event = event_of(built, "117 weeks", metric)
        assert event["elapsed_business_seconds"] == (117 * 40 + 8 + 3) * HOUR, metric
        assert event["sla_status"] == "breached", metric
    assert event["breached_at"] == datetime(2023, 1, 6, 17, 0)


def test_e_hours_outside_the_schedule_are_no_wait_and_no_work(built: Path) -> None:
    # New on Friday from 16:00: one hour until it closes. Open, on hold and open over the weekend:
    # nothing, and on Monday one hour until it is pending at 10:00. From 12:00 half an hour on hold
    # and half an hour open. On the wall it is 67 hours of wait, 24.5 of them on hold.
    wait = event_of(built, "over the weekend", "requester_wait")
    assert wait["elapsed_business_seconds"] == 3 * HOUR
    assert wait["elapsed_calendar_seconds"] == 67 * HOUR
    work = event_of(built, "over the weekend", "agent_work")
    assert work["elapsed_business_seconds"] == 5 * HOUR // 2
    assert work["elapsed_calendar_seconds"] == 42 * HOUR + HOUR // 2
    assert ticket_of(built, "over the weekend", "on_hold_business_seconds") == HOUR // 2
    assert work["sla_status"] == "met"
    # From Monday 09:00 to Tuesday 17:00, sixteen hours of work: the eighth ended on Monday.
    late = event_of(built, "two days", "agent_work")
    assert late["elapsed_business_seconds"] == 16 * HOUR
    assert late["breached_at"] == datetime(2024, 5, 6, 17, 0)
    # Of the five tickets of that May that were worked on to the end, only that one broke it.
    with duckdb.connect(str(built), read_only=True) as connection:
        counts = connection.execute(
            "select measured_count, breached_count, attainment_share from marts.sla_month"
            " where metric = 'agent_work' and applied_month = '2024-05-01'"
        ).fetchall()
    assert counts == [(5, 1, Decimal("0.8"))]


def test_f_a_promise_that_took_no_business_time_has_its_row(built: Path) -> None:
    # All of it on a Saturday; the four hours would have been used up on Monday at 13:00.
    for metric, seconds in (
        ("first_reply", 1),
        ("requester_wait", 2),
        ("agent_work", 2),
        ("full_resolution", 2),
    ):
        event = event_of(built, "on a saturday", metric)
        assert event["sla_status"] == "met", metric
        assert event["elapsed_seconds"] == 0, metric
        assert event["elapsed_calendar_seconds"] == seconds * HOUR, metric
    assert event_of(built, "on a saturday")["due_at"] == datetime(2024, 5, 13, 13, 0)


def test_f_a_change_of_schedule_does_not_contradict_itself(built: Path) -> None:
    # With office, three hours from 09:00 to 12:00, of four: superseded, neither kept nor broken.
    # With always, open around the clock, the fourth hour ends at 13:00.
    for name, seconds, status, breached_at in (
        ("switched", 3 * HOUR + HOUR // 2, "met", None),
        ("switched late", 5 * HOUR, "breached", datetime(2024, 5, 13, 13, 0)),
    ):
        before, after = events_of(built, name, "first_reply")
        assert before["schedule_id"] == "office"
        assert before["sla_status"] == "cancelled", name
        assert before["superseded_at"] == after["applied_at"] == datetime(2024, 5, 13, 12, 0)
        assert before["fulfilled_at"] is None
        assert before["breached_at"] is None
        assert after["schedule_id"] == "always"
        assert after["elapsed_business_seconds"] == seconds, name
        assert after["due_at"] == datetime(2024, 5, 13, 13, 0)
        assert after["sla_status"] == status, name
        assert after["breached_at"] == breached_at, name
        assert ticket_of(built, name, "first_reply_business_seconds") == seconds, name


def test_g_a_ticket_that_nobody_answered_says_so(built: Path) -> None:
    # Judged on Tuesday at noon. Since 11:00: one hour of four. Since Monday 16:30: half an hour and
    # three, with half an hour left, less than a quarter. Since Monday 14:00: three and three, used
    # up on Tuesday at 10:00.
    for name, status, seconds, due_at in (
        ("unreplied active", "active", HOUR, datetime(2025, 4, 1, 15, 0)),
        ("unreplied at risk", "at_risk", 7 * HOUR // 2, datetime(2025, 4, 1, 12, 30)),
        ("unreplied breached", "breached", 6 * HOUR, datetime(2025, 4, 1, 10, 0)),
    ):
        event = event_of(built, name)
        assert event["sla_status"] == status
        assert event["elapsed_seconds"] == seconds
        assert event["due_at"] == due_at
        assert event["fulfilled_at"] is None
        assert event["breached_at"] == (due_at if status == "breached" else None)
        assert ticket_of(built, name, "first_reply_at") is None
        assert ticket_of(built, name, "first_reply_calendar_seconds") is None
        assert ticket_of(built, name, "first_reply_business_seconds") is None


def test_g_only_a_broken_promise_has_a_time_at_which_it_was_broken(built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        counts = connection.execute(
            "select sla_status = 'breached', count(*), count(breached_at)"
            " from marts.fct_sla_events group by all order by all"
        ).fetchall()
    (is_kept, kept_count, kept_with_time), (is_broken, broken_count, broken_with_time) = counts
    assert (is_kept, is_broken) == (False, True)
    assert kept_count > 0
    assert kept_with_time == 0
    assert broken_count == broken_with_time


def test_g_a_ticket_of_which_nobody_knows_who_asked_stays(built: Path) -> None:
    # None of the tickets has a requester, nor anybody who has it.
    names = sorted(ticket.ticket_id for ticket in TICKETS)
    with duckdb.connect(str(built), read_only=True) as connection:
        for table in ("fct_tickets", "fct_ticket_intervals"):
            found = connection.execute(
                f"select distinct ticket_id from marts.{table} order by ticket_id"
            ).fetchall()
            assert [name for (name,) in found] == names, table
        promised = connection.execute(
            "select ticket_id, count(distinct metric) from marts.fct_sla_events"
            " group by ticket_id order by ticket_id"
        ).fetchall()
    assert promised == [(name, len(TARGETS)) for name in names]
