"""What the times of a ticket consist of, from its clocks down to the opening hours they counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class OpenHours:
    """Opening hours that a counted interval overlaps, in UTC and on the wall clock of the zone."""

    time_zone: str
    segment_start_at: datetime
    segment_end_at: datetime
    segment_start_local: datetime
    segment_end_local: datetime
    open_from_at: datetime
    open_until_at: datetime
    open_from_local: datetime
    open_until_local: datetime
    open_seconds: int


@dataclass(frozen=True)
class RunInterval:
    """An interval of the ticket, cut to the time in which the clock could run."""

    interval_number: int
    status: str
    priority: str
    tier: str
    provider_id: str
    policy_id: str | None
    schedule_id: str | None
    run_from_at: datetime
    run_until_at: datetime
    calendar_seconds: int
    is_counted: bool
    hours: Sequence[OpenHours]

    @property
    def business_seconds(self) -> int | None:
        """Empty without a schedule, and where the status does not count."""
        if self.schedule_id is None or not self.is_counted:
            return None
        return sum(part.open_seconds for part in self.hours)


@dataclass(frozen=True)
class Policy:
    """The policy under which a clock ran, with the conditions that the ticket met."""

    policy_id: str
    rule_order: int
    conditions: Mapping[str, str]
    schedule_id: str | None
    time_zones: Sequence[str]
    valid_from_date: date
    valid_to_date: date | None


@dataclass(frozen=True)
class Target:
    """What was promised."""

    sla_target_id: str
    priority: str | None
    target_seconds: int
    clock: str
    target_share: Decimal
    valid_from_date: date
    valid_to_date: date | None


@dataclass(frozen=True)
class Discrepancy:
    """A number of the build that its parts do not add up to."""

    column: str
    stated_seconds: int
    counted_seconds: int


@dataclass(frozen=True)
class Clock:
    """One thing that was timed under one target, or under none: a row of the SLA events."""

    metric: str
    sla_event_id: str | None
    clock_started_at: datetime
    applied_at: datetime
    superseded_at: datetime | None
    due_at: datetime | None
    fulfilled_at: datetime | None
    breached_at: datetime | None
    stopped_at: datetime | None
    sla_status: str | None
    is_cancelled: bool
    is_fulfilled: bool
    elapsed_seconds: int | None
    elapsed_calendar_seconds: int
    elapsed_business_seconds: int | None
    policy: Policy | None
    target: Target | None
    intervals: Sequence[RunInterval]

    @property
    def counted(self) -> list[RunInterval]:
        return [interval for interval in self.intervals if interval.is_counted]

    @property
    def counted_calendar_seconds(self) -> int:
        return sum(interval.calendar_seconds for interval in self.counted)

    @property
    def counted_business_seconds(self) -> int:
        return sum(interval.business_seconds or 0 for interval in self.counted)

    @property
    def counted_seconds(self) -> int:
        """In the clock of the target."""
        is_business = self.target is not None and self.target.clock == "business"
        return self.counted_business_seconds if is_business else self.counted_calendar_seconds

    def discrepancies(self) -> list[Discrepancy]:
        """Where the counted intervals and their hours are not what the build says elapsed."""
        counted = {
            "elapsed_seconds": (self.elapsed_seconds, self.counted_seconds),
            "elapsed_calendar_seconds": (
                self.elapsed_calendar_seconds,
                self.counted_calendar_seconds,
            ),
            "elapsed_business_seconds": (
                self.elapsed_business_seconds,
                self.counted_business_seconds,
            ),
        }
        return [
            Discrepancy(column, stated, found)
            for column, (stated, found) in counted.items()
            if stated is not None and stated != found
        ]


@dataclass(frozen=True)
class ExplainedTicket:
    """The answer: every clock of the ticket that was asked for."""

    source_system: str
    ticket_id: str
    data_as_of: str
    clocks: Sequence[Clock]
