"""The clocks of a ticket, opened: policy, target, counted intervals and their opening hours."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from orchestration.explain.build_database import (
    UnknownPartError,
    data_as_of,
    fetched,
    opened_build,
)
from orchestration.explain.sla_parts import (
    Clock,
    ExplainedTicket,
    OpenHours,
    Policy,
    RunInterval,
    Target,
)
from orchestration.project import Home

_CLOCK = itemgetter("metric", "clock_started_at", "applied_at")
_INTERVAL = itemgetter("metric", "clock_started_at", "applied_at", "interval_number")
_TICKET = "where source_system = ? and ticket_id = ?"

# What is published goes before what is kept in the build: it is the number to be explained.
_CLOCKS = f"""
    select clocks.metric, events.sla_event_id, clock_started_at, applied_at, clocks.superseded_at,
        clocks.due_at, clocks.fulfilled_at, clocks.breached_at, clocks.stopped_at,
        clocks.sla_status, clocks.is_cancelled, clocks.is_fulfilled,
        coalesce(events.elapsed_seconds, clocks.elapsed_seconds) as elapsed_seconds,
        coalesce(events.elapsed_calendar_seconds, clocks.elapsed_calendar_seconds)
            as elapsed_calendar_seconds,
        coalesce(events.elapsed_business_seconds, clocks.elapsed_business_seconds)
            as elapsed_business_seconds,
        clocks.policy_id, clocks.sla_target_id
    from intermediate.int_service_clocks as clocks
    left join marts.fct_sla_events as events
        using (source_system, ticket_id, metric, clock_started_at, applied_at)
    {_TICKET}
    order by clocks.metric, clock_started_at, applied_at
"""
_INTERVALS = f"""
    select * from intermediate.int_service_clock_intervals {_TICKET}
    order by metric, clock_started_at, applied_at, interval_number
"""
_HOURS = f"""
    select * from intermediate.int_service_clock_hours {_TICKET}
    order by metric, clock_started_at, applied_at, interval_number, open_from_at
"""
_POLICIES = "select * from marts.dim_sla_policies"
_TARGETS = "select * from marts.dim_sla_targets"
_ZONES = "select distinct schedule_id, time_zone from marts.dim_schedules order by all"

# Ticket ids that differ by a slip of the keyboard or two.
_ALIKE = """
    select distinct ticket_id, damerau_levenshtein(ticket_id, $ticket) as slips
    from marts.fct_tickets
    where slips <= 2 and ($source is null or source_system = $source)
    order by slips, ticket_id
    limit 5
"""


def explain_ticket(
    home: Home, ticket_id: str, source_system: str | None = None, metric: str | None = None
) -> ExplainedTicket:
    """Open the clocks of a ticket; raises `UnknownPartError` if it, or the metric, is not there."""
    with opened_build(home) as connection:
        found = _source_of(connection, ticket_id, source_system)
        clocks = _clocks(connection, (found, ticket_id))
        if metric is not None:
            _refuse_unknown_metric(metric, ticket_id, clocks)
            clocks = [clock for clock in clocks if clock.metric == metric]
        return ExplainedTicket(found, ticket_id, data_as_of(connection), clocks)


def _source_of(connection: duckdb.DuckDBPyConnection, ticket_id: str, asked: str | None) -> str:
    """The system whose ticket is meant."""
    sources = [
        source
        for (source,) in connection.execute(
            "select source_system from marts.fct_tickets where ticket_id = ? order by 1",
            [ticket_id],
        ).fetchall()
    ]
    if not sources:
        values = {"ticket": ticket_id, "source": asked}
        alike = [near for near, _ in connection.execute(_ALIKE, values).fetchall()]
        meant = f" Did you mean {', '.join(alike)}?" if alike else ""
        raise UnknownPartError("ticket", f"There is no ticket {ticket_id}.{meant}")
    if asked is None and len(sources) > 1:
        raise UnknownPartError(
            "source", f"Several systems have a ticket {ticket_id}: {', '.join(sources)}. Name one."
        )
    if asked is not None and asked not in sources:
        raise UnknownPartError(
            "source", f"{asked} has no ticket {ticket_id}. It is in: {', '.join(sources)}."
        )
    return asked or sources[0]


def _refuse_unknown_metric(metric: str, ticket_id: str, clocks: Iterable[Clock]) -> None:
    known = list(dict.fromkeys(clock.metric for clock in clocks))
    if metric not in known:
        listed = ", ".join(known) or "nothing; it was created after the data's end"
        raise UnknownPartError(
            "metric", f"Ticket {ticket_id} was not timed for {metric}. It was for: {listed}."
        )


def _clocks(connection: duckdb.DuckDBPyConnection, ticket: tuple[str, str]) -> list[Clock]:
    hours = _grouped(fetched(connection, _HOURS, ticket), _INTERVAL)
    intervals = _grouped(fetched(connection, _INTERVALS, ticket), _CLOCK)
    policies = {row["policy_id"]: row for row in fetched(connection, _POLICIES, ())}
    targets = {row["sla_target_id"]: row for row in fetched(connection, _TARGETS, ())}
    zones: dict[str, list[str]] = {}
    for schedule, zone in connection.execute(_ZONES).fetchall():
        zones.setdefault(schedule, []).append(zone)
    clocks = []
    for row in fetched(connection, _CLOCKS, ticket):
        policy, target = policies.get(row["policy_id"]), targets.get(row["sla_target_id"])
        runs = [
            RunInterval(
                **_named(RunInterval, run),
                hours=[OpenHours(**_named(OpenHours, h)) for h in hours.get(_INTERVAL(run), [])],
            )
            for run in intervals.get(_CLOCK(row), [])
        ]
        clocks.append(
            Clock(
                **_named(Clock, row),
                policy=_policy(policy, zones) if policy else None,
                target=Target(**_named(Target, target)) if target else None,
                intervals=runs,
            )
        )
    return clocks


def _policy(row: Mapping[str, Any], zones: Mapping[str, list[str]]) -> Policy:
    """Whatever else the definition of a policy holds is a condition, if it is filled."""
    known = _named(Policy, row)
    conditions = {name: v for name, v in row.items() if name not in known and v is not None}
    return Policy(**known, conditions=conditions, time_zones=zones.get(row["schedule_id"], []))


def _grouped(rows: Iterable[dict[str, Any]], key: itemgetter) -> dict[Any, list[dict[str, Any]]]:
    return {value: list(group) for value, group in groupby(rows, key)}


def _named(part: type, row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row that are fields of the part."""
    return {name: row[name] for name in part.__annotations__ if name in row}
