"""Months, local days and business hours, as plain dates and seconds since 1970 (UTC)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Seconds = NDArray[np.int64]

HOME_ZONE = "America/New_York"
DAY = 86_400
_FIRST_DAY = date(2023, 12, 1)
_LAST_DAY = date(2026, 6, 30)

# Opening hours by ISO weekday (hours of the local day); they match the sample's schedules.
SUPPORT_HOURS = dict.fromkeys(range(1, 6), (9, 18))
EXTENDED_HOURS = {**dict.fromkeys(range(1, 6), (7, 21)), 6: (9, 17), 7: (9, 17)}
CLOSED_DAYS = frozenset(
    date(*day)
    for day in (
        (2024, 1, 1),
        (2024, 5, 27),
        (2024, 7, 4),
        (2024, 9, 2),
        (2024, 11, 28),
        (2024, 12, 25),
        (2025, 1, 1),
        (2025, 5, 26),
        (2025, 7, 4),
        (2025, 9, 1),
        (2025, 11, 27),
        (2025, 12, 25),
        (2026, 1, 1),
    )
)


def month_after(month: date, months: int = 1) -> date:
    """The first day of the month that lies so many months later."""
    index = month.year * 12 + month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def month_range(first: date, last: date) -> list[date]:
    """Every month from the first to the last, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [month_after(first, step) for step in range(count)]


def last_day(month: date) -> date:
    return month_after(month) - timedelta(days=1)


def half_months(month: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """The two pay periods of a month: the 1st to the 15th, the 16th to the last day."""
    middle = month.replace(day=15)
    return (month, middle), (middle + timedelta(days=1), last_day(month))


def working_days(first: date, last: date) -> list[date]:
    """Mondays to Fridays from the first to the last day, both included."""
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return [day for day in days if day.isoweekday() <= 5]


@cache
def midnight(day: date, zone: str = HOME_ZONE) -> int:
    """The moment at which a local day begins."""
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp())


@cache
def wall_time(day: date, hour: int, zone: str) -> int:
    """The moment at which the clocks of a zone show a full hour of a day."""
    return epoch(datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone)))


@cache
def _iso_day(number: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=number)).isoformat()


_ISO_TIMES = tuple(
    f"T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z" for second in range(DAY)
)


def iso_utc(at: int) -> str:
    """`2024-01-03T14:05:00Z` (from tables: half a million tickets have millions of moments)."""
    return _iso_day(at // DAY) + _ISO_TIMES[at % DAY]


def epoch(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())


@dataclass(frozen=True)
class BusinessClock:
    """Opening hours as segments of real time, numbered by their running length."""

    starts: Seconds
    ends: Seconds
    before: Seconds

    def after(self, moments: Seconds, seconds: Seconds) -> Seconds:
        """The moment at which so many open seconds have passed since each given moment."""
        import numpy as np

        current = np.searchsorted(self.ends, moments, side="right")
        passed = self.before[current] + np.maximum(moments - self.starts[current], 0)
        wanted = passed + seconds
        reached = np.searchsorted(self.before + (self.ends - self.starts), wanted, side="left")
        return self.starts[reached] + (wanted - self.before[reached])


@cache
def business_clock(name: str) -> BusinessClock:
    """The clock called `support`, `extended` or `calendar` (always open)."""
    import numpy as np

    if name == "calendar":
        start, end = midnight(_FIRST_DAY), midnight(_LAST_DAY)
        return BusinessClock(np.array([start]), np.array([end]), np.array([0]))
    hours, zone = {
        "support": (SUPPORT_HOURS, HOME_ZONE),
        "extended": (EXTENDED_HOURS, "America/Chicago"),
    }[name]
    segments = _segments(hours, zone)
    starts = np.array([start for start, _ in segments], dtype=np.int64)
    ends = np.array([end for _, end in segments], dtype=np.int64)
    before = np.concatenate([[0], np.cumsum(ends - starts)[:-1]]).astype(np.int64)
    return BusinessClock(starts, ends, before)


def _segments(hours: Mapping[int, tuple[int, int]], zone: str) -> list[tuple[int, int]]:
    segments: list[tuple[int, int]] = []
    for step in range((_LAST_DAY - _FIRST_DAY).days):
        day = _FIRST_DAY + timedelta(days=step)
        if day in CLOSED_DAYS or day.isoweekday() not in hours:
            continue
        opens, closes = hours[day.isoweekday()]
        local = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
        segments.append((epoch(local.replace(hour=opens)), epoch(local.replace(hour=closes))))
    return segments
