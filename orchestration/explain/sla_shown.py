"""An explained ticket as a tree for the terminal, and as JSON for a program."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rich.markup import escape
from rich.tree import Tree

from orchestration.explain.sla_parts import Clock, ExplainedTicket, Policy, RunInterval, Target
from orchestration.explain.sla_words import (
    counted,
    duration,
    moment,
    span,
    status_in_words,
)

_LOCAL = "_local"  # ends the name of a wall-clock time; every other time is UTC


def as_tree(explained: ExplainedTicket, most_hours: int | None, *, unpromised: bool) -> Tree:
    """Every promise with the first opening hours; without `unpromised`, the rest in a line."""
    tree = Tree(
        f"[bold]ticket {escape(explained.ticket_id)} of {escape(explained.source_system)}[/]"
        f"[dim], data as of {explained.data_as_of}[/]"
    )
    left: dict[str, int] = {}
    for clock in explained.clocks:
        if clock.target is not None or unpromised:
            _add_clock(tree, clock, most_hours)
        else:
            left[clock.metric] = left.get(clock.metric, 0) + 1
    if left:
        listed = ", ".join(f"{name} ({n})" if n > 1 else name for name, n in left.items())
        tree.add(f"[dim]timed, not promised: {escape(listed)} (--metric shows one)[/]")
    return tree


def as_json(explained: ExplainedTicket) -> dict[str, Any]:
    """Everything that is known of the ticket's clocks; shares as exact texts."""
    return {
        "source_system": explained.source_system,
        "ticket_id": explained.ticket_id,
        "data_as_of": explained.data_as_of,
        "clocks": [_clock(clock) for clock in explained.clocks],
    }


def _add_clock(tree: Tree, clock: Clock, most_hours: int | None) -> None:
    branch = tree.add(f"[bold]{escape(clock.metric)}[/]: {escape(status_in_words(clock))}")
    if clock.policy is not None:
        branch.add(f"policy {escape(_policy_line(clock.policy))}")
    if clock.target is not None:
        branch.add(f"target {escape(_target_line(clock.target))}")
    branch.add(_times_line(clock))
    for interval in clock.intervals:
        _add_interval(branch, interval, most_hours)
    branch.add(_sum_line(clock))


def _policy_line(policy: Policy) -> str:
    met = ", ".join(f"{name} {value}" for name, value in policy.conditions.items())
    zones = ", ".join(policy.time_zones)
    hours = f"schedule {policy.schedule_id} ({zones})" if policy.schedule_id else "no schedule"
    return f"{policy.policy_id} (rule {policy.rule_order}: {met or 'every ticket'}), {hours}"


def _target_line(target: Target) -> str:
    return (
        f"{counted(target.target_seconds)} of {target.clock} time for {target.priority or 'any'} "
        f"priority, to be kept for {target.target_share:.1%} of promises, "
        f"since {target.valid_from_date}"
    )


def _times_line(clock: Clock) -> str:
    times = {
        "started": clock.clock_started_at,
        "applied": clock.applied_at if clock.applied_at != clock.clock_started_at else None,
        "superseded": clock.superseded_at,
        "due": clock.due_at,
        "fulfilled": clock.fulfilled_at,
        "breached": clock.breached_at,
    }
    return ", ".join(f"{name} {moment(at)}" for name, at in times.items() if at is not None)


def _add_interval(branch: Tree, interval: RunInterval, most_hours: int | None) -> None:
    place = f"{interval.interval_number}. {escape(interval.status)}"
    when = f"{moment(interval.run_from_at)} to {moment(interval.run_until_at)}"
    if not interval.is_counted:
        branch.add(f"[dim]{place}, {when}: {counted(interval.calendar_seconds)}, does not count[/]")
        return
    business = (
        f"business {counted(interval.business_seconds)} in {escape(interval.schedule_id)}"
        if interval.schedule_id
        else "no schedule"
    )
    node = branch.add(f"{place}, {when}: {counted(interval.calendar_seconds)}, {business}")
    shown = interval.hours if most_hours is None else interval.hours[:most_hours]
    for part in shown:
        node.add(
            f"{span(part.open_from_local, part.open_until_local)} {escape(part.time_zone)}"
            f"[dim] ({part.open_from_at:%H:%M:%S}Z to {part.open_until_at:%H:%M:%S}Z)[/]: "
            f"{part.open_seconds:,} s"
        )
    left = interval.hours[len(shown) :]
    if left:
        seconds = sum(part.open_seconds for part in left)
        node.add(f"[dim]{len(left)} more: {seconds:,} s (--all shows them)[/]")


def _sum_line(clock: Clock) -> str:
    wrong = clock.discrepancies()
    if wrong:
        return f"[red]✗[/] does not add up to {escape(', '.join(part.column for part in wrong))}"
    which = clock.target.clock if clock.target else "calendar"
    parts = [
        f"{(run.business_seconds or 0) if which == 'business' else run.calendar_seconds:,}"
        for run in clock.counted
    ]
    total = clock.counted_seconds
    made = f"{' + '.join(parts)} = {total:,}" if len(parts) > 1 else f"{total:,}"
    used = ""
    if clock.target is not None:
        used = f" of {clock.target.target_seconds:,}"
    return f"[green]✓[/] adds up: {made} s{used} of {which} time ({duration(total)})"


def _clock(clock: Clock) -> dict[str, Any]:
    told = _texts(asdict(clock))
    told["sla_status_in_words"] = status_in_words(clock)
    told["counted_seconds"] = clock.counted_seconds
    told["counted_calendar_seconds"] = clock.counted_calendar_seconds
    told["counted_business_seconds"] = clock.counted_business_seconds
    told["discrepancies"] = [asdict(found) for found in clock.discrepancies()]
    for interval, shown in zip(clock.intervals, told["intervals"], strict=True):
        shown["business_seconds"] = interval.business_seconds
    return told


def _texts(value: Any, name: str = "") -> Any:
    """The same in what JSON knows; a time in UTC ends with Z, one of a wall clock does not."""
    match value:
        case dict():
            return {key: _texts(part, key) for key, part in value.items()}
        case list() | tuple():
            return [_texts(part, name) for part in value]
        case datetime():
            return value.isoformat() + ("" if name.endswith(_LOCAL) else "Z")
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value
