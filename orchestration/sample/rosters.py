"""Planned shifts of the real company: who is meant to be there when, by team, without names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from orchestration.sample.clock import CLOSED_DAYS, HOME_ZONE, last_day, wall_time
from orchestration.sample.plan import Person, Shift

VENDOR_ZONE = "America/Chicago"
# Of each ten people of a team, how many start in the morning; the others close the day.
_EARLY_OF_TEN = 6
_WEEKEND_PEOPLE = 2

# Local hours of the early, the late and the weekend shift.
_OWN_HOURS = ((8, 17), (13, 22), (10, 18))
_VENDOR_HOURS = ((7, 16), (12, 21), (9, 17))
_Hours = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]


def month_shifts(
    month: date, people: Sequence[Person], vendor_people: Callable[[date], int]
) -> list[Shift]:
    """Two shifts on each working day, one on each day of a weekend, none on a closed day."""
    shifts: list[Shift] = []
    for step in range((last_day(month) - month).days + 1):
        day = month + timedelta(days=step)
        if day in CLOSED_DAYS:
            continue
        agents = sum(person.role_band == "agent" and person.fte_on(day) > 0 for person in people)
        shifts += _day("Support", "in_house", day, HOME_ZONE, _OWN_HOURS, agents)
        shifts += _day("Northline", "onshore", day, VENDOR_ZONE, _VENDOR_HOURS, vendor_people(day))
    return shifts


def _day(team: str, route: str, day: date, zone: str, hours: _Hours, people: int) -> list[Shift]:
    early, late, weekend = hours
    if day.isoweekday() > 5:
        planned: Mapping[tuple[int, int], int] = {weekend: min(people, _WEEKEND_PEOPLE)}
    else:
        in_the_morning = -(-people * _EARLY_OF_TEN // 10)
        planned = {early: in_the_morning, late: people - in_the_morning}
    return [
        Shift(team, wall_time(day, start, zone), wall_time(day, end, zone), count, route)
        for (start, end), count in planned.items()
        if count
    ]
