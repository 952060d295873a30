"""Calendars that go wrong in every known way, and their open hours read off the wall clock.

The open hours are worked out with `zoneinfo`, one shift of one local day at a time. Nothing here
knows of running sums, day parts or UTC days.
"""

# ruff: noqa: DTZ001 - timestamps are naive UTC here, as they are in the tables.

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

Interval = tuple[datetime, datetime]

AS_OF = datetime(2026, 3, 30, 12, 0, 0)
FIRST_DAY = date(2023, 1, 1)
HORIZON = AS_OF.date() + timedelta(days=390)
LAST_MOMENT = datetime(2030, 1, 1)


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
    *weekly("los_angeles_office", "America/Los_Angeles", WORKDAYS, ("08:30", "17:00")),
    # An offset of three quarters of an hour, and the last zone of the day.
    *weekly("kathmandu_office", "Asia/Kathmandu", [7, 1, 2, 3, 4, 5], ("10:00", "17:00")),
    *weekly("apia_split", "Pacific/Apia", EVERY_DAY, ("06:00", "11:30"), ("12:15", "20:00")),
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


@cache
def open_intervals(schedule: str) -> tuple[list[datetime], list[Interval]]:
    """All open intervals of a schedule in order, and their ends apart, to search in."""
    intervals = list(open_after(schedule, datetime(2022, 12, 30)))
    return [end for _, end in intervals], intervals


def open_between(schedule: str, start: datetime, end: datetime) -> Iterator[Interval]:
    """The open parts of a stretch of time, one by one."""
    ends, intervals = open_intervals(schedule)
    for begin, stop in intervals[bisect_right(ends, start) :]:
        if begin >= end:
            return
        yield max(begin, start), min(stop, end)


def business_seconds(schedule: str, start: datetime, end: datetime) -> int:
    """Open seconds between two instants."""
    total = timedelta()
    for begin, stop in open_between(schedule, start, end):
        total += stop - begin
    return int(total.total_seconds())


def business_moment(schedule: str, start: datetime, seconds: int) -> datetime | None:
    """When a schedule has been open for so many seconds since an instant; none if it never is."""
    left = timedelta(seconds=seconds)
    for begin, stop in open_between(schedule, start, LAST_MOMENT):
        if left <= stop - begin:
            return begin + left
        left -= stop - begin
    return None
