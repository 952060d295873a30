"""What the SLA events of a ticket should be, worked out piece by piece from its events.

The oracle walks through a ticket's life: stretches of time in which nothing changes, in order. It
knows nothing of running sums, windows or lookups, and shares no code with the models.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from tests.service.calendars import AS_OF, business_moment, business_seconds
from tests.service.tickets import STATUS_KINDS, Ticket

AT_RISK_SHARE = Decimal("0.25")
OPEN = ("new", "open", "pending", "on_hold")

# Seconds of the target, and the clock they are counted in, by metric and priority.
TARGETS: dict[tuple[str, str], tuple[int, str]] = {
    ("first_reply", "urgent"): (900, "business"),
    ("first_reply", "any"): (14_400, "business"),
    ("next_reply", "high"): (3600, "calendar"),
    ("next_reply", "any"): (7200, "business"),
    ("periodic_update", "low"): (30_000, "business"),
    ("periodic_update", "any"): (86_400, "calendar"),
    ("pausable_update", "any"): (20_000, "business"),
    ("requester_wait", "urgent"): (50_000, "calendar"),
    ("requester_wait", "any"): (100_000, "business"),
    ("agent_work", "any"): (60_000, "business"),
    ("on_hold", "any"): (40_000, "calendar"),
    ("agent_wait", "any"): (40_000, "business"),
    ("first_resolution", "any"): (90_000, "business"),
    ("full_resolution", "low"): (900_000, "business"),
    ("full_resolution", "high"): (172_800, "calendar"),
    ("full_resolution", "any"): (108_000, "business"),
}

# In which statuses a clock runs, where it does not run in all.
RUNS_IN = {
    "requester_wait": ("new", "open", "on_hold"),
    "agent_work": ("new", "open"),
    "on_hold": ("on_hold",),
    "agent_wait": ("pending",),
    "pausable_update": ("new", "open", "on_hold"),
}


@dataclass(frozen=True)
class Stretch:
    """A time in which nothing changes; the end is the as-of time while it lasts."""

    start: datetime
    end: datetime
    status: str
    priority: str
    group: str
    is_last: bool


@dataclass(frozen=True)
class Clock:
    """Something timed: from when, and how it ended if it did."""

    metric: str
    start: datetime
    fulfilled_at: datetime | None
    abandoned_at: datetime | None
    is_applicable: bool = True


@dataclass(frozen=True)
class Row:
    """One SLA event, as far as it is compared."""

    ticket_id: str
    metric: str
    applied_at: datetime
    clock_started_at: datetime
    superseded_at: datetime | None
    policy_id: str
    priority: str
    sla_status: str
    due_at: datetime | None
    breached_at: datetime | None
    fulfilled_at: datetime | None
    elapsed_calendar_seconds: int | None
    elapsed_business_seconds: int | None


def stretches(ticket: Ticket) -> list[Stretch]:
    """The life of the ticket; everything in one second counts as its last state."""
    status = "new" if ticket.has_events else "open"
    priority, group = ticket.priority, ticket.group
    states = {ticket.created_at: (status, priority, group)}
    for event in ticket.events:
        if event.kind in STATUS_KINDS:
            status = event.after or status
        elif event.kind == "priority":
            priority = event.after or priority
        elif event.kind == "group":
            group = event.after or group
        elif event.kind == "private_note":
            continue
        states[event.at] = (status, priority, group)
    starts = sorted(states)
    ends = [*starts[1:], max(AS_OF, starts[-1])]
    return [
        Stretch(start, end, *states[start], is_last=start == starts[-1])
        for start, end in zip(starts, ends, strict=True)
    ]


def clocks(ticket: Ticket, life: list[Stretch]) -> Iterator[Clock]:
    """Everything that is timed about a ticket."""
    replied_at, solved_at = ticket.first("public_reply"), ticket.first("solved")
    resolved_at = ticket.solved_at if ticket.is_resolved else None
    yield Clock("first_reply", ticket.created_at, replied_at, None if replied_at else resolved_at)
    yield Clock("first_resolution", ticket.created_at, solved_at, None)
    yield Clock("full_resolution", ticket.created_at, resolved_at, None)
    for metric in ("requester_wait", "agent_work", "on_hold", "agent_wait"):
        yield Clock(metric, ticket.created_at, resolved_at, None, ticket.has_events)
    if ticket.has_events:
        yield from _conversation(ticket, life)


def _conversation(ticket: Ticket, life: list[Stretch]) -> Iterator[Clock]:
    """Waits and updates, found by reading the conversation second by second."""
    waiting_since: datetime | None = None
    updated_at: datetime | None = None
    has_replied = False
    for stretch in life:
        kinds = [event.kind for event in ticket.events if event.at == stretch.start]
        talk = [kind for kind in kinds if kind in ("public_reply", "customer_reply")]
        is_reply = "public_reply" in talk
        is_over = stretch.status not in OPEN and bool({*kinds} & {*STATUS_KINDS})
        ended = (stretch.start, None) if is_reply else (None, stretch.start)
        if is_reply or is_over:
            if waiting_since:
                yield Clock("next_reply", waiting_since, *ended)
            if updated_at:
                for metric in ("periodic_update", "pausable_update"):
                    yield Clock(metric, updated_at, *ended)
            waiting_since = updated_at = None
        has_replied = has_replied or is_reply
        if stretch.status in OPEN and is_reply:
            updated_at = stretch.start
        asks = bool(talk) and talk[-1] == "customer_reply"
        if asks and has_replied and stretch.status in OPEN and waiting_since is None:
            waiting_since = stretch.start
    if waiting_since:
        yield Clock("next_reply", waiting_since, None, None)
    if updated_at:
        for metric in ("periodic_update", "pausable_update"):
            yield Clock(metric, updated_at, None, None)


def _target(metric: str, priority: str) -> tuple[int, str]:
    return TARGETS.get((metric, priority)) or TARGETS[(metric, "any")]


def _is_target_of_its_own(metric: str, priority: str) -> str:
    return priority if (metric, priority) in TARGETS else "any"


@dataclass
class Reading:
    """What a clock reads, while the walk goes on."""

    calendar: int = 0
    business: int = 0

    def of(self, clock: str) -> int:
        return self.calendar if clock == "calendar" else self.business


def rows(ticket: Ticket) -> Iterator[Row]:
    """The SLA events of a ticket, one per target that applied to each clock."""
    life = stretches(ticket)
    is_live = not ticket.is_resolved and ticket.status != "deleted"
    for clock in clocks(ticket, life):
        stop = clock.fulfilled_at or clock.abandoned_at or (AS_OF if is_live else ticket.updated_at)
        yield from _applications(ticket, life, clock, stop, is_live)


def _applications(
    ticket: Ticket, life: list[Stretch], clock: Clock, stop: datetime, is_live: bool
) -> Iterator[Row]:
    within = [
        stretch
        for stretch in life
        if stretch.start >= clock.start and (stretch.start < stop or stretch.start == clock.start)
    ]
    groups: list[list[Stretch]] = []
    for stretch in within:
        key = (stretch.group, _is_target_of_its_own(clock.metric, stretch.priority))
        before = groups[-1][-1] if groups else None
        if before and key == (
            before.group,
            _is_target_of_its_own(clock.metric, before.priority),
        ):
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
    reading = Reading()
    for number, group in enumerate(groups):
        superseded_at = groups[number + 1][0].start if number + 1 < len(groups) else None
        yield _judged(ticket, clock, stop, group, superseded_at, reading, is_live)


def _judged(
    ticket: Ticket,
    clock: Clock,
    stop: datetime,
    group: list[Stretch],
    superseded_at: datetime | None,
    reading: Reading,
    is_live: bool,
) -> Row:
    first = group[0]
    target, kind = _target(clock.metric, first.priority)
    is_running = clock.fulfilled_at is None and clock.abandoned_at is None and is_live
    due_at = first.start if reading.of(kind) >= target else None
    if due_at is None and clock.metric not in RUNS_IN:
        due_at = _moment(kind, first, first.start, target - reading.of(kind))
    for stretch in group:
        end = min(stretch.end, stop)
        if stretch.status not in RUNS_IN.get(clock.metric, (stretch.status,)):
            continue
        lasted = int((max(end, stretch.start) - stretch.start).total_seconds())
        worked = business_seconds(stretch.group, stretch.start, end)
        left = target - reading.of(kind)
        if due_at is None and (lasted if kind == "calendar" else worked) >= left > 0:
            due_at = _moment(kind, stretch, stretch.start, left)
        if due_at is None and is_running and superseded_at is None and stretch.is_last:
            due_at = _moment(kind, stretch, stretch.start, left)
        reading.calendar += lasted
        reading.business += worked
    if due_at and due_at > clock.start + timedelta(days=366) and reading.of(kind) < target:
        due_at = None
    status = _status(ticket, clock, superseded_at, target - reading.of(kind), target)
    is_counted = status not in ("cancelled", "not_applicable")
    is_kept = status in ("met", "breached") and superseded_at is None
    return Row(
        ticket.ticket_id,
        clock.metric,
        first.start,
        clock.start,
        superseded_at,
        first.group,
        first.priority,
        status,
        due_at,
        due_at if status == "breached" else None,
        clock.fulfilled_at if is_kept else None,
        reading.calendar if is_counted else None,
        reading.business if is_counted else None,
    )


def _moment(kind: str, stretch: Stretch, start: datetime, seconds: int) -> datetime | None:
    if kind == "calendar":
        return start + timedelta(seconds=seconds)
    return business_moment(stretch.group, start, seconds)


def _status(
    ticket: Ticket, clock: Clock, superseded_at: datetime | None, left: int, target: int
) -> str:
    if ticket.status == "deleted":
        return "cancelled"
    is_silent = clock.metric == "first_reply" and clock.fulfilled_at is None
    if not clock.is_applicable:
        return "not_applicable"
    if is_silent and ticket.is_resolved and ticket.solved_at is None:
        return "not_applicable"
    if left < 0:
        return "breached"
    if superseded_at is not None:
        return "cancelled"
    if clock.fulfilled_at is not None:
        return "met"
    if clock.abandoned_at is not None:
        return "cancelled"
    return "at_risk" if left < AT_RISK_SHARE * target else "active"
