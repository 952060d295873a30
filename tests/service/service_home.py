"""A home with hand-made tables of the work, in which only the service models are built."""

# ruff: noqa: DTZ001 - timestamps are naive UTC here, as they are in the tables.

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pandas

from orchestration.project import REPOSITORY, Home
from tests.service.calendars import AS_OF, HOLIDAYS, SHIFTS, Holiday, Shift
from tests.service.oracle import AT_RISK_SHARE, TARGETS
from tests.service.tickets import SCHEDULES, Ticket

FIRST_POLICY_DAY = date(2022, 1, 1)

# Schedules may name a zone as helpdesks and Windows do.
WRITTEN_ZONES = {
    "Asia/Kolkata": "Chennai",
    "Australia/Sydney": "AUS Eastern Standard Time",
    "Africa/Cairo": "Cairo",
}

# Planned people by route: over midnight and the ends of months, at odd minutes, one after another
# and at once, before the first ticket and beyond the as-of time.
PLANNED = [
    (route, datetime(year, month, 27, 22, 45) + timedelta(days=day), length, people)
    for year in (2022, 2024, 2026)
    for month in (1, 2, 3, 11)
    for day in range(9)
    for route, length, people in (
        ("in_house", timedelta(hours=8), 3),
        ("onshore", timedelta(minutes=40), 1),
        ("onshore", timedelta(hours=26, minutes=1, seconds=7), 2),
    )
]


def write_rows(path: Path, header: str, rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)


def write_definitions(
    folder: Path,
    shifts: Sequence[Shift] = SHIFTS,
    holidays: Sequence[Holiday] = HOLIDAYS,
    targets: Mapping[tuple[str, str], tuple[int, str]] = TARGETS,
) -> None:
    """One workflow, policy and schedule per group, all of the same name."""
    groups = sorted({shift.schedule for shift in shifts})
    shutil.copytree(REPOSITORY / "seeds" / "definitions", folder)
    company = (folder / "company.csv").read_text(encoding="utf-8").splitlines()
    settings = dict(zip(company[0].split(","), company[1].split(","), strict=True))
    settings |= {"time_zone": "UTC", "at_risk_share": str(AT_RISK_SHARE)}
    write_rows(folder / "company.csv", company[0], [tuple(settings.values())])
    write_rows(
        folder / "schedules.csv",
        "schedule_id,time_zone,valid_from,valid_to,iso_weekday,starts_at_local,ends_at_local",
        [
            (
                s.schedule,
                WRITTEN_ZONES.get(s.zone, s.zone),
                s.valid_from,
                s.valid_to,
                s.weekday,
                s.starts,
                s.ends,
            )
            for s in shifts
        ],
    )
    write_rows(
        folder / "holidays.csv",
        "schedule_id,holiday_date,holiday_name,closed_from_local,closed_to_local",
        [(h.schedule, h.day, "Closed", h.closed_from, h.closed_to) for h in holidays],
    )
    write_rows(
        folder / "sla_policies.csv",
        "policy_id,rule_order,channel,priority,tier,service,provider_id,workflow_id,schedule_id,"
        "valid_from,valid_to",
        [
            (name, number, "", "", "", "", "", name, name, FIRST_POLICY_DAY, "")
            for number, name in enumerate(groups)
        ],
    )
    write_rows(
        folder / "sla_targets.csv",
        "policy_id,metric,priority,target_seconds,clock,target_share,valid_from,valid_to",
        [
            (name, metric, "" if priority == "any" else priority, seconds, clock, "0.9", day, "")
            for name in groups
            for (metric, priority), (seconds, clock) in targets.items()
            for day in [FIRST_POLICY_DAY]
        ],
    )


def _ticket_rows(tickets: Iterable[Ticket]) -> pandas.DataFrame:
    return pandas.DataFrame(
        [
            {
                "ticket_id": ticket.ticket_id,
                "created_at": ticket.created_at,
                "updated_at": ticket.updated_at,
                "priority": ([e.after for e in ticket.events if e.kind == "priority"] or [None])[-1]
                or ticket.priority,
                "group_name": ([e.after for e in ticket.events if e.kind == "group"] or [None])[-1]
                or ticket.group,
                "status": ticket.status,
                "has_events": ticket.has_events,
                "is_resolved": ticket.is_resolved,
                "first_reply_at": ticket.first("public_reply"),
                "first_solved_at": ticket.first("solved"),
                "solved_at": ticket.solved_at,
            }
            for ticket in tickets
        ]
    ).astype(dict.fromkeys(("first_reply_at", "first_solved_at", "solved_at"), "datetime64[us]"))


def _event_rows(tickets: Iterable[Ticket]) -> pandas.DataFrame:
    actors = {"public_reply": "agent", "customer_reply": "customer"}
    return pandas.DataFrame(
        [
            {
                "ticket_id": ticket.ticket_id,
                "event_id": f"{ticket.ticket_id}-{number}",
                "event_at": event.at,
                "event_seq": number,
                "event_type": event.kind,
                "actor_kind": actors.get(event.kind, "system"),
                "from_value": event.before,
                "to_value": event.after,
            }
            for ticket in tickets
            if ticket.has_events
            for number, event in enumerate(ticket.events, start=1)
        ],
        columns=[
            *("ticket_id", "event_id", "event_at", "event_seq", "event_type", "actor_kind"),
            *("from_value", "to_value"),
        ],
    )


def write_work(
    database: Path,
    tickets: Sequence[Ticket],
    as_of: datetime = AS_OF,
    groups: Sequence[str] = SCHEDULES,
) -> None:
    """The tables that the service models read, as the work models would leave them."""
    with duckdb.connect(str(database)) as connection:
        connection.register("ticket_rows", _ticket_rows(tickets))
        connection.register("event_rows", _event_rows(tickets))
        connection.register("group_rows", pandas.DataFrame({"group_name": groups}))
        connection.execute("create schema if not exists intermediate")
        connection.execute(
            "create or replace table intermediate.int_run_as_of as"
            " select ?::timestamp as as_of_at,"
            " date_trunc('month', ?::timestamp)::date as as_of_month",
            [as_of, as_of],
        )
        connection.execute(
            "create or replace table intermediate.int_work_shifts_unioned (route varchar,"
            " starts_at timestamp, ends_at timestamp, people_count integer)"
        )
        connection.executemany(
            "insert into intermediate.int_work_shifts_unioned values (?, ?, ?, ?)",
            [(route, start, start + length, people) for route, start, length, people in PLANNED],
        )
        for name, query in _QUERIES.items():
            connection.execute(f"create or replace table intermediate.{name} as {query}")


_QUERIES = {
    # These homes time promises; nothing is compared, so no month has a mix to be taken to.
    "int_comparison_service_normalized": """
        select
            null::date as counted_month, null::varchar as metric, null::varchar as tier,
            null::varchar as service, null::varchar as provider_id, null::varchar as channel,
            null::varchar as priority, 0 as ticket_count, 0.0 as load_sum,
            0.0 as normalized_ticket_count, 0.0 as normalized_hit_count
        where false
        """,
    "int_comparison_times_normalized": """
        select
            null::date as counted_month, null::varchar as metric, null::varchar as tier,
            null::varchar as service, null::varchar as provider_id, null::varchar as channel,
            null::varchar as priority, 1.0 as p50_ratio, 1.0 as p90_ratio
        where false
        """,
    "int_comparison_service_references": """
        select
            null::date as counted_month, null::varchar as service,
            null::date as reference_first_month, null::date as reference_last_month,
            null::decimal(18, 4) as volume_factor, null::decimal(9, 4) as seasonality_factor
        where false
        """,
    "int_privacy_home": "select false as is_handled_time_withheld",
    "int_work_agents": """
        select
            'A' as agent_key, 'oracle' as agent_source_system, 'A' as agent_source_id,
            'internal' as employer, 'agent' as actor_kind,
            timestamp '2020-01-01' as valid_from_at, null::timestamp as valid_to_at
        """,
    "int_work_workflow_matches": """
        select
            'oracle||' || group_name || '||' as hint_key, group_name as workflow_id, '2' as tier,
            'customer_service' as service, date '2020-01-01' as valid_from, null::date as valid_to
        from group_rows
        """,
    # Whoever belongs to no one's group of hints is the own team's.
    "int_work_provider_matches": """
        select
            'oracle|false|internal|' || group_name || '|' as hint_key, 'own_team' as provider_id,
            'in_house' as route, date '2020-01-01' as valid_from, null::date as valid_to
        from group_rows
        """,
    "int_work_ticket_events": """
        select
            'oracle' as source_system, ticket_id::varchar as ticket_id,
            event_id::varchar as event_id, event_at::timestamp as event_at,
            event_seq::integer as event_seq, event_type::varchar as event_type,
            null::varchar as actor_id, null::varchar as agent_key, null::varchar as employer,
            actor_kind::varchar as actor_kind, from_value::varchar as from_value,
            to_value::varchar as to_value, null::bigint as handle_seconds
        from event_rows
        """,
    "int_work_tickets": """
        select
            'oracle' as source_system,
            ticket_id,
            created_at::timestamp as created_at,
            updated_at::timestamp as updated_at,
            created_at::date as created_date,
            date_trunc('month', created_at)::date as created_month,
            'email' as channel,
            priority,
            status,
            group_name as workflow_id,
            '2' as tier,
            'customer_service' as service,
            'own_team' as provider_id,
            'in_house' as route,
            null::varchar as workflow_hint,
            group_name,
            null::varchar as form_name,
            null::varchar as tags,
            'internal' as assignee_employer,
            null::varchar as merged_into_ticket_id,
            false as is_automated,
            has_events,
            not has_events as has_stated_times,
            true as is_demand_unit,
            is_resolved,
            first_reply_at::timestamp as first_reply_at,
            first_solved_at::timestamp as first_solved_at,
            solved_at::timestamp as solved_at,
            null::bigint as handle_seconds,
            0::bigint as reopen_count
        from ticket_rows
        """,
}


def build_service_models(home: Home, *options: str) -> None:
    """Seeds and service models, without their tests."""
    command = [
        *(sys.executable, "-m", "dbt.cli.main", "build", *options),
        *("--resource-type", "seed", "--resource-type", "model"),
        *("--select", "company", "schedules", "holidays", "sla_policies", "sla_targets"),
        *("workflows", "workflow_match_rules", "providers", "provider_match_rules"),
        *("quality_rules", "int_quality_rules"),
        *("path:models/intermediate/calendar", "path:models/intermediate/service"),
        *("fct_tickets", "fct_ticket_intervals", "fct_sla_events", "sla_month"),
        *("fct_backlog_days", "fct_coverage_hours"),
        *("dim_schedules", "dim_sla_policies", "dim_sla_targets"),
    ]
    done = subprocess.run(
        command,
        cwd=home.dbt_project,
        env={**os.environ, **home.environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
