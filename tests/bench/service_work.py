"""A large company's tickets, as the models of the work would leave them, for `tests.bench.service`.

Each ticket has twelve changes of a field and four comments: it is created with a message, grouped,
assigned, opened, answered, set to pending, answered by the customer, opened, moved to another group
(one in five), priority (one in five) or agent, assigned anew, held, opened, answered, solved and
closed. Eight groups work in eight schedules. Everything follows from the number of the ticket, so
two runs make the same tickets.
"""

# pyright: basic

import csv
import shutil
from datetime import date
from pathlib import Path

import duckdb

from orchestration.project import REPOSITORY, Home

GROUPS = [
    ("los_angeles", "America/Los_Angeles", "09:00", "18:00"),
    ("new_york", "America/New_York", "08:00", "20:00"),
    ("london", "Europe/London", "09:00", "17:30"),
    ("cairo", "Africa/Cairo", "20:00", "04:00"),
    ("kolkata", "Asia/Kolkata", "10:00", "19:00"),
    ("kathmandu", "Asia/Kathmandu", "09:15", "17:45"),
    ("sydney", "Australia/Sydney", "08:00", "16:00"),
    ("apia", "Pacific/Apia", "00:00", "24:00"),
]
HOLIDAYS_PER_GROUP = 67 // len(GROUPS) + 1
TARGETS = [
    ("first_reply", "urgent", 3600, "business"),
    ("first_reply", "", 14400, "business"),
    ("next_reply", "", 14400, "business"),
    ("periodic_update", "", 172_800, "calendar"),
    ("requester_wait", "", 72_000, "business"),
    ("agent_work", "", 43_200, "business"),
    ("full_resolution", "", 144_000, "business"),
]

# Step, seconds since the step before (times a pseudo-random factor), type, who, from, to.
STEPS = [
    (1, 0, "created", "customer", "null", "'new'"),
    (2, 0, "customer_reply", "customer", "null", "null"),
    (3, 30, "group", "system", "null", "first_group"),
    (4, 600, "assigned", "agent", "null", "first_agent"),
    (5, 60, "status", "agent", "'new'", "'open'"),
    (6, 9000, "public_reply", "agent", "null", "null"),
    (7, 0, "status", "agent", "'open'", "'pending'"),
    (8, 40000, "customer_reply", "customer", "null", "null"),
    (9, 0, "status", "customer", "'pending'", "'open'"),
    (10, 3000, "moved", "agent", "null", "null"),
    (11, 60, "assigned", "agent", "first_agent", "second_agent"),
    (12, 7000, "status", "agent", "'open'", "'on_hold'"),
    (13, 50000, "status", "agent", "'on_hold'", "'open'"),
    (14, 9000, "public_reply", "agent", "null", "null"),
    (15, 0, "solved", "agent", "'open'", "'solved'"),
    (16, 259_200, "closed", "system", "'solved'", "'closed'"),
]


def _write(path: Path, header: str, rows: list[tuple]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)


def write_definitions(home: Home) -> None:
    """The definitions of the company: a workflow, a policy and a schedule per group."""
    shutil.copytree(REPOSITORY / "seeds" / "definitions", home.definitions)
    first = "2022-01-01"
    _write(
        home.definitions / "schedules.csv",
        "schedule_id,time_zone,valid_from,valid_to,iso_weekday,starts_at_local,ends_at_local",
        [
            (name, zone, first, "", weekday, starts, ends)
            for name, zone, starts, ends in GROUPS
            for weekday in range(1, 8 if name == "apia" else 6)
        ],
    )
    _write(
        home.definitions / "holidays.csv",
        "schedule_id,holiday_date,holiday_name,closed_from_local,closed_to_local",
        [
            (name, date(2024 + number % 2, 1 + number, 3 + number), "Closed", "", "")
            for name, *_ in GROUPS
            for number in range(HOLIDAYS_PER_GROUP)
        ],
    )
    _write(
        home.definitions / "sla_policies.csv",
        "policy_id,rule_order,channel,priority,tier,service,provider_id,workflow_id,schedule_id,"
        "valid_from,valid_to",
        [
            (name, number, "", "", "", "", "", name, name, first, "")
            for number, (name, *_) in enumerate(GROUPS)
        ],
    )
    _write(
        home.definitions / "sla_targets.csv",
        "policy_id,metric,priority,target_seconds,clock,target_share,valid_from,valid_to",
        [
            (name, metric, priority, seconds, clock, "0.9", first, "")
            for name, *_ in GROUPS
            for metric, priority, seconds, clock in TARGETS
        ],
    )


def write_work(database: Path, ticket_count: int) -> None:
    """The tables that the service models read."""
    groups = ", ".join(f"'{name}'" for name, *_ in GROUPS)
    offsets = []
    for step, seconds, *_ in STEPS:
        factor = f"(0.2 + (hash(n * 31 + {step}) % 1000) / 600.0)"
        offsets.append(f"cast({seconds} * {factor} as bigint) as gap_{step}")
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema if not exists intermediate")
        connection.execute(
            f"""
            create table bench_tickets as
            select
                n,
                'T' || lpad(n::varchar, 9, '0') as ticket_id,
                timestamp '2024-01-01' + to_seconds((hash(n) % 63000000)::bigint) as created_at,
                [{groups}][1 + (hash(n * 7) % 8)::integer] as first_group,
                [{groups}][1 + (hash(n * 11) % 8)::integer] as second_group,
                'A' || (hash(n * 3) % 60) as first_agent,
                'A' || (hash(n * 5) % 60) as second_agent,
                'A' || (hash(n * 23) % 60) as third_agent,
                ['email', 'chat', 'phone', 'web'][1 + (hash(n * 13) % 4)::integer] as channel,
                ['urgent', 'high', 'normal', 'low'][1 + (hash(n * 17) % 4)::integer] as priority,
                hash(n * 19) % 5 as move,
                {", ".join(offsets)}
            from range(1, {ticket_count} + 1) as numbers(n)
            """
        )
        steps = []
        running = "0"
        for step, _, kind, actor, before, after in STEPS:
            running += f" + gap_{step}"
            if kind == "moved":
                kind_sql = (
                    "case move when 0 then 'group' when 1 then 'priority' else 'assigned' end"
                )
                before = (
                    "case move when 0 then first_group when 1 then priority else first_agent end"
                )
                after = (
                    "case move when 0 then second_group when 1 then 'urgent' else third_agent end"
                )
            else:
                kind_sql = f"'{kind}'"
            steps.append(
                f"select n, {step} as event_seq, created_at + to_seconds({running}) as event_at,"
                f" {kind_sql} as event_type, '{actor}' as actor_kind,"
                f" {before} as from_value, {after} as to_value, ticket_id from bench_tickets"
            )
        connection.execute(
            f"""
            create table intermediate.int_work_ticket_events as
            select
                'bench' as source_system,
                ticket_id,
                ticket_id || '-' || event_seq as event_id,
                event_at,
                event_seq,
                event_type,
                null::varchar as actor_id,
                null::varchar as agent_key,
                null::varchar as employer,
                actor_kind,
                from_value,
                to_value,
                null::bigint as handle_seconds
            from ({" union all ".join(steps)})
            where event_at < timestamp '2026-01-01'
            order by n, event_seq
            """
        )
        _write_tickets(connection)


def _write_tickets(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """
        create table intermediate.int_run_as_of as
        select timestamp '2026-01-01' as as_of_at, date '2026-01-01' as as_of_month;

        create table intermediate.int_privacy_home as
        select false as is_handled_time_withheld;

        create table intermediate.int_work_shifts_unioned (
            route varchar, starts_at timestamp, ends_at timestamp, people_count integer
        );

        create table intermediate.int_work_agents as
        select
            'A' || n as agent_key,
            'bench' as agent_source_system,
            'A' || n as agent_source_id,
            'internal' as employer,
            'agent' as actor_kind,
            null::varchar as team,
            null::varchar as role_band,
            null::varchar as time_zone,
            1::decimal(9, 4) as fte_share,
            date '2020-01-01' as valid_from,
            null::date as valid_to,
            timestamp '2020-01-01' as valid_from_at,
            null::timestamp as valid_to_at
        from range(60) as numbers(n);

        create table intermediate.int_work_workflow_matches as
        select
            'bench||' || workflow_id || '||' as hint_key,
            workflow_id as rule_id,
            workflow_id,
            '2' as tier,
            'customer_service' as service,
            date '2020-01-01' as valid_from,
            null::date as valid_to
        from (select distinct first_group as workflow_id from bench_tickets);

        create table intermediate.int_work_provider_matches as
        select
            'none' as hint_key,
            'none' as rule_id,
            'own_team' as provider_id,
            'in_house' as route,
            date '2020-01-01' as valid_from,
            null::date as valid_to;

        create table intermediate.int_work_tickets as
        with clocks as (
            select
                ticket_id,
                min(case when event_type = 'public_reply' then event_at end) as first_reply_at,
                max(case when event_type = 'solved' then event_at end) as solved_at,
                max(case when event_type = 'closed' then event_at end) as closed_at,
                max(event_at) as updated_at,
                arg_max(to_value, event_seq) filter (event_type = 'priority') as new_priority,
                arg_max(to_value, event_seq) filter (event_type = 'group') as group_name,
                arg_max(to_value, event_seq)
                    filter (event_type in ('created', 'status', 'solved', 'closed')) as status
            from intermediate.int_work_ticket_events
            group by ticket_id
        )
        select
            'bench' as source_system,
            ticket_id,
            created_at,
            updated_at,
            created_at::date as created_date,
            date_trunc('month', created_at)::date as created_month,
            channel,
            coalesce(new_priority, priority) as priority,
            status,
            coalesce(group_name, first_group) as workflow_id,
            '2' as tier,
            'customer_service' as service,
            'own_team' as provider_id,
            'in_house' as route,
            null::varchar as requester_key,
            null::varchar as workflow_hint,
            coalesce(group_name, first_group) as group_name,
            null::varchar as form_name,
            null::varchar as tags,
            second_agent as assignee_agent_key,
            'internal' as assignee_employer,
            null::varchar as merged_into_ticket_id,
            false as is_automated,
            true as has_events,
            false as has_stated_times,
            false as is_repeat_contact,
            true as is_demand_unit,
            status in ('solved', 'closed') as is_resolved,
            first_reply_at,
            solved_at as first_solved_at,
            solved_at,
            closed_at,
            0::bigint as reopen_count,
            null::bigint as handle_seconds
        from bench_tickets
        inner join clocks using (ticket_id);

        drop table bench_tickets
        """
    )
