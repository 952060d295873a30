"""The state of a promise, and times, in words."""

from datetime import datetime

from orchestration.explain.sla_parts import Clock, Discrepancy, ExplainedTicket

# No days: a day of business time is as long as the schedule is open.
_UNITS = (("h", 3600), ("min", 60), ("s", 1))


def status_in_words(clock: Clock) -> str:
    """What became of the promise, and why."""
    if clock.target is None:
        return _unpromised(clock)
    left = clock.target.target_seconds - (clock.elapsed_seconds or 0)
    match clock.sla_status:
        case "met":
            return f"met, {duration(left)} to spare"
        case "breached":
            return f"breached, {_late(clock, duration(-left))}"
        case "active":
            return f"active, {duration(left)} left"
        case "at_risk":
            return f"at risk, only {duration(left)} left"
        case "cancelled":
            return f"cancelled, {_cancelled(clock)}"
        case _:
            return (
                "not applicable, nobody had to answer because a machine resolved the ticket, "
                "or its source does not record when"
            )


def discrepancies_in_words(explained: ExplainedTicket) -> list[str]:
    """A sentence for each number of the ticket that its parts do not add up to."""
    return [
        _discrepancy(clock, found) for clock in explained.clocks for found in clock.discrepancies()
    ]


def duration(seconds: int) -> str:
    """The two largest units, which is what a reader needs beside the exact seconds."""
    parts: list[str] = []
    for unit, size in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2]) or "0 s"


def counted(seconds: int | None) -> str:
    """Exact seconds, and what that is."""
    if seconds is None:
        return "unknown"
    return f"{seconds:,} s" if seconds < 60 else f"{seconds:,} s ({duration(seconds)})"


def moment(at: datetime) -> str:
    """An instant in UTC."""
    return f"{at:%Y-%m-%d %H:%M:%S}Z"


def span(start: datetime, end: datetime) -> str:
    """Two wall-clock times; the second with its day only if that is another."""
    last = f"{end:%H:%M:%S}" if start.date() == end.date() else f"{end:%a %Y-%m-%d %H:%M:%S}"
    return f"{start:%a %Y-%m-%d %H:%M:%S} to {last}"


def _unpromised(clock: Clock) -> str:
    promised = "no policy holds" if clock.policy is None else "the policy has no target for it"
    if clock.superseded_at is not None:
        return f"not promised, {promised}; goes on under another target"
    if clock.is_fulfilled and clock.stopped_at is not None:
        return f"not promised, {promised}; ended at {moment(clock.stopped_at)}"
    return f"not promised, {promised}"


def _late(clock: Clock, late: str) -> str:
    if clock.superseded_at is not None:
        return f"{late} over when another target took over"
    if clock.fulfilled_at is not None:
        return f"kept {late} late"
    if clock.stopped_at is not None:
        return f"{late} over when the ticket was solved without it"
    return f"not kept yet, {late} over"


def _cancelled(clock: Clock) -> str:
    if clock.is_cancelled:
        return "the ticket was deleted or merged"
    if clock.superseded_at is not None:
        return "another target took over before this one was used up"
    return "the ticket was solved without it, before it was due"


def _discrepancy(clock: Clock, found: Discrepancy) -> str:
    return (
        f"{clock.metric} applied at {moment(clock.applied_at)} does not add up: {found.column} is "
        f"{found.stated_seconds:,}, its counted intervals make {found.counted_seconds:,} s. "
        "The build was changed after its night, or the night timed this ticket wrongly: "
        "run the night again, and report it if it stays."
    )
