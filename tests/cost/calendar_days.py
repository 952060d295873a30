"""Days and months, counted one by one: slow, and nothing of it is a formula of the product."""

from datetime import date, timedelta
from random import Random


def month_after(month: date, count: int = 1) -> date:
    """The first day of the month so many months later."""
    whole = month.year * 12 + month.month - 1 + count
    return date(whole // 12, whole % 12 + 1, 1)


def month_end(month: date) -> date:
    """The last day of a month."""
    return month_after(month) - timedelta(days=1)


def months_of(start: date, end: date) -> list[date]:
    """First days of the months that a period touches."""
    month, found = start.replace(day=1), []
    while month <= end:
        found.append(month)
        month = month_after(month)
    return found


def days_of(start: date, end: date) -> list[date]:
    """All days of a period, both ends included."""
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]


def some_day(random: Random, start: date, end: date) -> date:
    """A random day of a period."""
    return start + timedelta(days=random.randint(0, (end - start).days))
