"""Every elapsed, due and judged second of `fct_sla_events` against an oracle that shares no code.

The oracle reads wall clocks with `zoneinfo`, one shift of one local day at a time, and adds up what
overlaps a ticket. It knows nothing of running sums, day parts or UTC days. The tickets crowd around
the moments at which calendars go wrong: clock changes, holidays, opening and closing times, the
days on which a version of a schedule begins, and more than a year of waiting.
"""

# ruff: noqa: DTZ001 - timestamps are naive UTC here, as they are in the tables.

import csv
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

from orchestration.project import REPOSITORY, Home

Interval = tuple[datetime, datetime]

AS_OF = datetime(2026, 3, 30, 12, 0, 0)
FIRST_DAY = date(2023, 1, 1)
FIRST_POLICY_DAY = date(2022, 1, 1)
HORIZON = AS_OF.date() + timedelta(days=390)
TICKET_COUNT = 6000
AT_RISK_SHARE = Decimal("0.25")


@dataclass(frozen=True)
class Shift:
    schedule: str
    zone: str
    valid_from: date
    valid_to: date | None
    weekday: int
    starts: str
    ends: str


@dataclass(frozen=True)
class Holiday:
    schedule: str
    day: date
    closed_from: str | None
    closed_to: str | None


@dataclass(frozen=True)
class Ticket:
    ticket_id: str
    schedule: str
    priority: str
    created_at: datetime
    replied_at: datetime | None
    solved_at: datetime | None


def weekly(
    schedule: str,
    zone: str,
    weekdays: Sequence[int],
    *hours: tuple[str, str],
    valid_from: date = FIRST_DAY,
    valid_to: date | None = None,
) -> list[Shift]:
    return [
        Shift(schedule, zone, valid_from, valid_to, weekday, starts, ends)
        for weekday in weekdays
        for starts, ends in hours
    ]


WORKDAYS = range(1, 6)
EVERY_DAY = range(1, 8)

SHIFTS: list[Shift] = [
    *weekly("new_york_office", "America/New_York", WORKDAYS, ("09:00", "18:00")),
    *weekly("new_york_nights", "America/New_York", EVERY_DAY, ("22:00", "06:00")),
    # Both ends lie in the hour that one clock change skips and the other repeats.
    *weekly("new_york_small_hours", "America/New_York", EVERY_DAY, ("01:30", "02:30")),
    *weekly("london_split", "Europe/London", EVERY_DAY, ("08:15", "12:00"), ("13:00", "17:45")),
    # The second shift begins inside the first; the week ends with a night into Monday.
    *weekly("london_overlap", "Europe/London", WORKDAYS, ("07:00", "15:00"), ("14:00", "22:30")),
    *weekly("london_overlap", "Europe/London", [7], ("20:00", "09:00")),
    *weekly("kolkata_office", "Asia/Kolkata", range(1, 7), ("10:00", "19:00")),
    *weekly("sydney_late", "Australia/Sydney", EVERY_DAY, ("16:00", "24:00")),
    *weekly("sydney_always", "Australia/Sydney", EVERY_DAY, ("00:00", "24:00")),
    # Clocks in Cairo change at midnight, on Fridays.
    *weekly("cairo_nights", "Africa/Cairo", [7, 1, 2, 3, 4, 5], ("20:00", "04:00")),
    *weekly("cairo_midnight", "Africa/Cairo", EVERY_DAY, ("00:00", "00:30"), ("23:30", "24:00")),
    # A version that begins on the Sunday of a clock change, and one that moves to another zone.
    *weekly(
        "dated",
        "America/New_York",
        WORKDAYS,
        ("09:00", "17:00"),
        valid_to=date(2024, 3, 10),
    ),
    *weekly(
        "dated",
        "America/New_York",
        EVERY_DAY,
        ("10:00", "20:00"),
        valid_from=date(2024, 3, 10),
        valid_to=date(2025, 3, 30),
    ),
    *weekly("dated", "Europe/London", EVERY_DAY, ("21:00", "05:00"), valid_from=date(2025, 3, 30)),
    # Two teams in two zones that hand over to each other, and a schedule that came to an end.
    *weekly("follow_the_sun", "Asia/Kolkata", WORKDAYS, ("08:00", "16:30")),
    *weekly("follow_the_sun", "America/New_York", WORKDAYS, ("08:00", "17:00")),
    *weekly("ended", "Europe/London", WORKDAYS, ("09:00", "17:00"), valid_to=date(2025, 6, 1)),
]

HOLIDAYS: list[Holiday] = [
    *(
        Holiday(schedule, date(year, month, day), None, None)
        for schedule in sorted({shift.schedule for shift in SHIFTS} - {"sydney_always"})
        for year in range(2023, 2027)
        for month, day in ((1, 1), (12, 25), (7, 4))
    ),
    *(
        Holiday(schedule, date(year, 12, 24), "13:00", None)
        for schedule in ("new_york_office", "london_split", "follow_the_sun")
        for year in range(2023, 2027)
    ),
    # Closed over midnight, closed in the morning, closed on the days of clock changes.
    Holiday("new_york_nights", date(2024, 12, 31), "23:00", "03:00"),
    Holiday("new_york_nights", date(2024, 3, 10), "00:30", "02:30"),
    Holiday("new_york_nights", date(2024, 11, 3), None, "01:30"),
    Holiday("london_split", date(2024, 3, 31), "08:15", "12:00"),
    Holiday("london_split", date(2024, 3, 31), "11:00", "14:00"),
    Holiday("sydney_always", date(2024, 10, 6), "02:00", "03:00"),
    Holiday("sydney_late", date(2025, 4, 6), None, None),
    Holiday("cairo_nights", date(2024, 4, 26), None, None),
    Holiday("cairo_midnight", date(2024, 10, 31), None, None),
    Holiday("kolkata_office", date(2024, 8, 15), "12:00", "15:30"),
    Holiday("dated", date(2025, 3, 30), "00:00", "02:00"),
]

# Seconds of the target, and the clock they are counted in, by metric and priority.
TARGETS: dict[tuple[str, str], tuple[int, str]] = {
    ("first_reply", "urgent"): (900, "business"),
    ("first_reply", "any"): (14400, "business"),
    ("full_resolution", "low"): (900_000, "business"),
    ("full_resolution", "high"): (172_800, "calendar"),
    ("full_resolution", "any"): (108_000, "business"),
}

CLOCK_CHANGES = [
    datetime(year, month, day, hour)
    for year, month, day, hour in (
        (2023, 3, 12, 7),
        (2023, 4, 28, 0),
        (2023, 10, 1, 16),
        (2023, 10, 26, 21),
        (2024, 3, 10, 7),
        (2024, 3, 31, 1),
        (2024, 4, 6, 16),
        (2024, 4, 25, 22),
        (2024, 10, 5, 16),
        (2024, 10, 27, 1),
        (2024, 10, 31, 21),
        (2024, 11, 3, 6),
        (2025, 3, 9, 7),
        (2025, 3, 30, 1),
        (2025, 4, 5, 16),
        (2025, 11, 2, 6),
        (2026, 3, 8, 7),
        (2026, 3, 29, 1),
    )
]


# Schedules may name a zone as helpdesks and Windows do.
WRITTEN_ZONES = {
    "Asia/Kolkata": "Chennai",
    "Australia/Sydney": "AUS Eastern Standard Time",
    "Africa/Cairo": "Cairo",
}

# Planned people by route: over midnight and the ends of months, at odd minutes, one after another
# and at once, before the first ticket and beyond the as-of time.
PLANNED = [
    (route, datetime(year, month, 27, 22, 45) + timedelta(days=day), length, people)
    for year in (2022, 2024, 2026)
    for month in (1, 2, 3, 11)
    for day in range(9)
    for route, length, people in (
        ("in_house", timedelta(hours=8), 3),
        ("onshore", timedelta(minutes=40), 1),
        ("onshore", timedelta(hours=26, minutes=1, seconds=7), 2),
    )
]


# --- The oracle -----------------------------------------------------------------------------------


@cache
def utc_of(zone: str, day: date, wall_time: str) -> datetime:
    """A wall-clock time as naive UTC: of the two readings at a clock change, the later one."""
    hours, minutes = wall_time.split(":")
    local = datetime(day.year, day.month, day.day) + timedelta(hours=int(hours))
    local += timedelta(minutes=int(minutes))
    readings = (local.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
    return max(readings).replace(tzinfo=None)


def interval_of(zone: str, day: date, starts: str, ends: str) -> Interval:
    last_day = day if ends > starts else day + timedelta(days=1)
    return utc_of(zone, day, starts), utc_of(zone, last_day, ends)


def without(interval: Interval, closure: Interval) -> Iterator[Interval]:
    before = interval[0], min(interval[1], closure[0])
    after = max(interval[0], closure[1]), interval[1]
    yield from (piece for piece in (before, after) if piece[0] < piece[1])


@cache
def open_on(schedule: str, day: date) -> tuple[Interval, ...]:
    """The open hours of the shifts that start on a local day, holidays taken out, one by one."""
    pieces: list[Interval] = []
    for shift in SHIFTS:
        starts_here = shift.schedule == schedule and shift.weekday == day.isoweekday()
        if not starts_here or day < shift.valid_from:
            continue
        if shift.valid_to is not None and day >= shift.valid_to:
            continue
        start, end = interval_of(shift.zone, day, shift.starts, shift.ends)
        shift_pieces = [(start, end)] if start < end else []
        for holiday in HOLIDAYS:
            if holiday.schedule == schedule and abs((holiday.day - day).days) <= 1:
                closure = interval_of(
                    shift.zone,
                    holiday.day,
                    holiday.closed_from or "00:00",
                    holiday.closed_to or "24:00",
                )
                if closure[0] < closure[1]:
                    shift_pieces = [
                        rest for piece in shift_pieces for rest in without(piece, closure)
                    ]
        pieces.extend(shift_pieces)
    return tuple(pieces)


def open_after(schedule: str, start: datetime) -> Iterator[Interval]:
    """Open intervals from an instant on, in order and without overlap."""
    reached = start
    day = start.date() - timedelta(days=2)
    while day <= HORIZON:
        # Shifts of the next day can begin before one of this day ends, never the other way round
        # by more than a day; looking at three days at once keeps the order.
        window = sorted(
            piece
            for offset in (-1, 0, 1)
            for piece in open_on(schedule, day + timedelta(days=offset))
        )
        limit = datetime(day.year, day.month, day.day) + timedelta(days=1)
        for piece_start, piece_end in window:
            begin, end = max(piece_start, reached), min(piece_end, limit)
            if begin < end:
                yield begin, end
                reached = end
        day += timedelta(days=1)


def business_seconds(schedule: str, start: datetime, end: datetime) -> int:
    total = timedelta()
    for begin, stop in open_after(schedule, start):
        if begin >= end:
            break
        total += min(stop, end) - begin
    return int(total.total_seconds())


def due_after(schedule: str, start: datetime, target_seconds: int) -> datetime | None:
    left = timedelta(seconds=target_seconds)
    for begin, stop in open_after(schedule, start):
        if left <= stop - begin:
            return begin + left
        left -= stop - begin
    return None


# --- The tickets ----------------------------------------------------------------------------------


def random_moment(source: random.Random, schedule: str) -> datetime:
    """Half of the moments are near something that goes wrong, many of them exactly on it."""
    kind = source.random()
    if kind < 0.35:
        change = source.choice(CLOCK_CHANGES)
        return change + timedelta(seconds=source.randint(-200_000, 200_000))
    if kind < 0.5:
        holiday = source.choice([holiday for holiday in HOLIDAYS if holiday.day.year < 2026])
        midnight = datetime(holiday.day.year, holiday.day.month, holiday.day.day)
        return midnight + timedelta(seconds=source.randint(-120_000, 120_000))
    moment = datetime(2023, 1, 3) + timedelta(seconds=source.randint(0, 98_000_000))
    if kind < 0.65:
        edges = [edge for piece in open_on(schedule, moment.date()) for edge in piece]
        return source.choice(edges) if edges else moment
    return moment


def random_wait(source: random.Random) -> timedelta:
    scale = source.choice((0, 60, 3600, 86_400, 86_400, 604_800, 5_000_000, 45_000_000))
    return timedelta(seconds=source.randint(0, scale))


def random_tickets(source: random.Random) -> list[Ticket]:
    schedules = sorted({shift.schedule for shift in SHIFTS})
    tickets: list[Ticket] = []
    while len(tickets) < TICKET_COUNT:
        schedule = source.choice(schedules)
        created_at = random_moment(source, schedule)
        if created_at > AS_OF:
            continue
        is_open = source.random() < 0.25
        if is_open and source.random() < 0.7:
            created_at = max(created_at, AS_OF - random_wait(source))
        replied_at = created_at + random_wait(source)
        solved_at = replied_at + random_wait(source)
        tickets.append(
            Ticket(
                ticket_id=str(len(tickets) + 1),
                schedule=schedule,
                priority=source.choice(("urgent", "high", "normal", "low")),
                created_at=created_at,
                replied_at=None if is_open or replied_at > AS_OF else replied_at,
                solved_at=None if is_open or solved_at > AS_OF else solved_at,
            )
        )
    return tickets


# --- The expected rows ----------------------------------------------------------------------------

Row = tuple[
    str, str, int, int, int, datetime | None, datetime | None, datetime | None, int, str
]  # ticket, metric, calendar, business, elapsed, fulfilled, due, breached, remaining, status


def expected_row(ticket: Ticket, metric: str, fulfilled_at: datetime | None) -> Row:
    target_seconds, clock = TARGETS.get((metric, ticket.priority)) or TARGETS[(metric, "any")]
    stopped_at = fulfilled_at or AS_OF
    calendar = int((stopped_at - ticket.created_at).total_seconds())
    business = business_seconds(ticket.schedule, ticket.created_at, stopped_at)
    if clock == "business":
        elapsed = business
        due_at = due_after(ticket.schedule, ticket.created_at, target_seconds)
    else:
        elapsed = calendar
        due_at = ticket.created_at + timedelta(seconds=target_seconds)
    remaining = target_seconds - elapsed
    if remaining < 0:
        status = "breached"
    elif fulfilled_at is not None:
        status = "met"
    else:
        status = "at_risk" if remaining < AT_RISK_SHARE * target_seconds else "active"
    return (
        ticket.ticket_id,
        metric,
        calendar,
        business,
        elapsed,
        fulfilled_at,
        due_at,
        due_at if status == "breached" else None,
        remaining,
        status,
    )


@pytest.fixture(scope="module")
def expected(tickets: list[Ticket]) -> list[Row]:
    rows: list[Row] = []
    for ticket in tickets:
        # A ticket that was solved without a reply is judged elsewhere; here it waits for none.
        rows.append(expected_row(ticket, "first_reply", ticket.replied_at))
        rows.append(expected_row(ticket, "full_resolution", ticket.solved_at))
    return sorted(rows, key=lambda row: row[:2])


# --- The product ----------------------------------------------------------------------------------


def write_rows(path: Path, header: str, rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)


def write_definitions(folder: Path) -> None:
    shutil.copytree(REPOSITORY / "seeds" / "definitions", folder)
    schedules = sorted({shift.schedule for shift in SHIFTS})
    write_rows(
        folder / "company.csv",
        "company_name,reporting_currency_code,time_zone,min_people_per_cell,repeat_contact_days,"
        "at_risk_share",
        [("Oracle", "USD", "UTC", 1, 7, AT_RISK_SHARE)],
    )
    write_rows(
        folder / "schedules.csv",
        "schedule_id,time_zone,valid_from,valid_to,iso_weekday,starts_at_local,ends_at_local",
        [
            (
                s.schedule,
                WRITTEN_ZONES.get(s.zone, s.zone),
                s.valid_from,
                s.valid_to,
                s.weekday,
                s.starts,
                s.ends,
            )
            for s in SHIFTS
        ],
    )
    write_rows(
        folder / "holidays.csv",
        "schedule_id,holiday_date,holiday_name,closed_from_local,closed_to_local",
        [(h.schedule, h.day, "Closed", h.closed_from, h.closed_to) for h in HOLIDAYS],
    )
    write_rows(
        folder / "sla_policies.csv",
        "policy_id,rule_order,channel,priority,tier,service,provider_id,workflow_id,schedule_id,"
        "valid_from,valid_to",
        [
            (name, number, "", "", "", "", "", name, name, FIRST_POLICY_DAY, "")
            for number, name in enumerate(schedules)
        ],
    )
    write_rows(
        folder / "sla_targets.csv",
        "policy_id,metric,priority,target_seconds,clock,target_share,valid_from,valid_to",
        [
            (
                name,
                metric,
                "" if priority == "any" else priority,
                seconds,
                clock,
                "0.9",
                FIRST_POLICY_DAY,
                "",
            )
            for name in schedules
            for (metric, priority), (seconds, clock) in TARGETS.items()
        ],
    )


def write_tickets(database: Path, tickets: Sequence[Ticket]) -> None:
    """The two tables that the service models read, as the work models would leave them."""
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema intermediate")
        connection.execute(
            "create table intermediate.int_run_as_of as select ?::timestamp as as_of_at,"
            " date '2026-03-01' as as_of_month",
            [AS_OF],
        )
        connection.execute(
            "create table intermediate.int_privacy_home as select false as is_handled_time_withheld"
        )
        connection.execute(
            "create table intermediate.int_work_shifts_unioned (route varchar,"
            " starts_at timestamp, ends_at timestamp, people_count integer)"
        )
        connection.executemany(
            "insert into intermediate.int_work_shifts_unioned values (?, ?, ?, ?)",
            [(route, start, start + length, people) for route, start, length, people in PLANNED],
        )
        connection.execute(
            "create table tickets (ticket_id varchar, schedule varchar, priority varchar,"
            " created_at timestamp, replied_at timestamp, solved_at timestamp)"
        )
        connection.executemany(
            "insert into tickets values (?, ?, ?, ?, ?, ?)",
            [
                (t.ticket_id, t.schedule, t.priority, t.created_at, t.replied_at, t.solved_at)
                for t in tickets
            ],
        )
        connection.execute(
            """
            create table intermediate.int_work_tickets as
            select
                'oracle' as source_system,
                ticket_id,
                created_at,
                coalesce(solved_at, created_at) as updated_at,
                created_at::date as created_date,
                date_trunc('month', created_at)::date as created_month,
                'email' as channel,
                priority,
                case when solved_at is null then 'open' else 'solved' end as status,
                schedule as workflow_id,
                '2' as tier,
                'customer_service' as service,
                'own_team' as provider_id,
                'in_house' as route,
                null::varchar as merged_into_ticket_id,
                false as is_automated,
                true as is_demand_unit,
                solved_at is not null as is_resolved,
                replied_at as first_reply_at,
                solved_at as first_solved_at,
                solved_at,
                null::bigint as handle_seconds,
                0::bigint as reopen_count
            from tickets
            """
        )


def build_service_models(home: Home) -> None:
    command = [
        *(sys.executable, "-m", "dbt.cli.main", "build"),
        *("--resource-type", "seed", "--resource-type", "model"),
        *("--select", "company", "schedules", "holidays", "sla_policies", "sla_targets"),
        *("path:models/intermediate/calendar", "path:models/intermediate/service"),
        "path:models/marts/service",
    ]
    done = subprocess.run(
        command,
        cwd=home.dbt_project,
        env={**os.environ, **home.environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


@pytest.fixture(scope="module")
def tickets() -> list[Ticket]:
    return random_tickets(random.Random(20260330))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, tickets: list[Ticket]) -> Path:
    home = Home(tmp_path_factory.mktemp("oracle"))
    write_definitions(home.definitions)
    home.prepare()
    write_tickets(home.database, tickets)
    build_service_models(home)
    return home.database


def test_every_second_equals_the_oracle(built: Path, expected: list[Row]) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        actual: list[Row] = connection.execute(
            """
            select
                ticket_id, metric, elapsed_calendar_seconds, elapsed_business_seconds,
                elapsed_seconds, fulfilled_at, due_at, breached_at, remaining_seconds, sla_status
            from marts.fct_sla_events
            """
        ).fetchall()
    wrong = [
        (is_row, should_row)
        for is_row, should_row in zip(
            sorted(actual, key=lambda row: row[:2]), expected, strict=True
        )
        if is_row != should_row
    ]
    assert not wrong, f"{len(wrong)} of {len(expected)} rows differ, first: {wrong[0]}"


def test_the_tickets_reach_every_case(expected: list[Row]) -> None:
    assert {row[9] for row in expected} == {"met", "breached", "active", "at_risk"}
    assert sum(row[3] == 0 for row in expected) > 500, "zero business time"
    assert sum(row[3] != row[2] for row in expected) > 5000, (
        "business time that is not calendar time"
    )
    assert any(row[6] is None for row in expected), "a schedule that ended before the due time"
    assert any(row[2] > 53 * 7 * 86_400 for row in expected), "open for more than a year"


def test_sums_per_ticket_equal_the_events(built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        differing = connection.execute(
            """
            select count(*)
            from marts.fct_sla_events as events
            inner join marts.fct_tickets as tickets using (source_system, ticket_id)
            where events.fulfilled_at is not null
            and events.elapsed_business_seconds is distinct from case events.metric
                when 'first_reply' then tickets.first_reply_business_seconds
                else tickets.full_resolution_business_seconds
            end
            """
        ).fetchone()
    assert differing == (0,)


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
    expected = {t.ticket_id: is_open(t.schedule, t.created_at) for t in tickets}
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
