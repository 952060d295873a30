"""Random tickets whose events crowd around the moments at which calendars go wrong."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.service.calendars import AS_OF, CLOCK_CHANGES, HOLIDAYS, SHIFTS, open_on

PRIORITIES = ("urgent", "high", "normal", "low")
SCHEDULES = sorted({shift.schedule for shift in SHIFTS})


@dataclass(frozen=True)
class Event:
    """Something that happened to a ticket; `kind` is an event type of the contract."""

    at: datetime
    kind: str
    before: str | None = None
    after: str | None = None


@dataclass
class Ticket:
    """A ticket with its events in order; the group that has it is named like its schedule."""

    ticket_id: str
    created_at: datetime
    group: str
    priority: str
    has_events: bool
    events: list[Event] = field(default_factory=list[Event])

    def last(self, *kinds: str) -> datetime | None:
        """When an event of one of these kinds happened last."""
        return max((event.at for event in self.events if event.kind in kinds), default=None)

    def first(self, *kinds: str) -> datetime | None:
        """When an event of one of these kinds happened first."""
        return min((event.at for event in self.events if event.kind in kinds), default=None)

    @property
    def status(self) -> str:
        """The status in which the last event leaves the ticket."""
        changes = [event.after for event in self.events if event.kind in STATUS_KINDS]
        return changes[-1] or "open" if changes else ("new" if self.has_events else "open")

    @property
    def is_resolved(self) -> bool:
        return self.status in ("solved", "closed")

    @property
    def solved_at(self) -> datetime | None:
        """The last solution, unless the ticket was opened again since."""
        solved, reopened = self.last("solved"), self.last("reopened")
        if solved is not None and reopened is not None and reopened > solved:
            return None
        return solved

    @property
    def updated_at(self) -> datetime:
        return max([self.created_at, *(event.at for event in self.events)])


STATUS_KINDS = ("status", "solved", "reopened", "closed", "deleted")


def random_moment(source: random.Random, schedule: str) -> datetime:
    """Half of the moments are near something that goes wrong, many of them exactly on it."""
    kind = source.random()
    if kind < 0.35:
        change = source.choice(CLOCK_CHANGES)
        return change + timedelta(seconds=source.randint(-200_000, 200_000))
    if kind < 0.5:
        holiday = source.choice([holiday for holiday in HOLIDAYS if holiday.day.year < 2026])
        midnight = datetime(holiday.day.year, holiday.day.month, holiday.day.day)  # noqa: DTZ001
        return midnight + timedelta(seconds=source.randint(-120_000, 120_000))
    moment = datetime(2023, 1, 3) + timedelta(seconds=source.randint(0, 98_000_000))  # noqa: DTZ001
    if kind < 0.65:
        edges = [edge for piece in open_on(schedule, moment.date()) for edge in piece]
        return source.choice(edges) if edges else moment
    return moment


def random_wait(source: random.Random) -> timedelta:
    """From nothing to more than a year; most take hours or days."""
    scale = source.choice((0, 0, 60, 3600, 3600, 30_000, 86_400, 86_400, 604_800, 5_000_000))
    if source.random() < 0.01:
        scale = 45_000_000
    return timedelta(seconds=source.randint(0, scale))


def _next_event(
    source: random.Random, ticket: Ticket, at: datetime, group: str, priority: str
) -> Event | None:
    """A further event that can follow on what the ticket has been through; none if it is over."""
    status = ticket.status
    if status in ("closed", "deleted"):
        return None
    if not ticket.has_events:
        # An export without events knows no more than the first reply and the solution.
        is_next = not ticket.events and source.random() < 0.8
        kind = "public_reply" if is_next else "solved"
        return None if status == "solved" else Event(at, kind, None, "solved" * (not is_next))
    if status == "solved":
        kind = source.choice(("customer_reply", "reopened", "closed", "public_reply"))
        after = {"reopened": "open", "closed": "closed"}.get(kind)
        return Event(at, kind, "solved" if after else None, after)
    kind = source.choice(
        ("public_reply",) * 3
        + ("customer_reply",) * 3
        + ("status",) * 3
        + ("solved",) * 2
        + ("priority", "group", "private_note")
    )
    if kind == "status":
        return Event(at, kind, status, source.choice(("open", "pending", "on_hold")))
    if kind == "solved":
        return Event(at, kind, status, "solved")
    if kind == "priority":
        return Event(at, kind, priority, source.choice(PRIORITIES))
    if kind == "group":
        return Event(at, kind, group, source.choice(SCHEDULES))
    return Event(at, kind)


def random_ticket(source: random.Random, ticket_id: str) -> Ticket:
    """One ticket with up to a dozen events until the as-of time."""
    group = source.choice(SCHEDULES)
    created_at = min(random_moment(source, group), AS_OF)
    if source.random() < 0.15:
        created_at = AS_OF - random_wait(source)
    ticket = Ticket(ticket_id, created_at, group, source.choice(PRIORITIES), source.random() < 0.95)
    at, priority = created_at, ticket.priority
    for _ in range(source.randint(0, 12)):
        at += random_wait(source)
        if at > AS_OF:
            break
        event = _next_event(source, ticket, at, group, priority)
        if event is None:
            break
        group = event.after or group if event.kind == "group" else group
        priority = event.after or priority if event.kind == "priority" else priority
        ticket.events.append(event)
    if ticket.has_events and source.random() < 0.02:
        ticket.events.append(Event(ticket.updated_at, "deleted", ticket.status, "deleted"))
    return ticket
