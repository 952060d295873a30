{#- Every ticket in maximal intervals with one status, group, priority and place of work.
    Tickets that this run does not time keep the rows that they have. -#}
{{ config(
    materialized="incremental",
    incremental_strategy="append",
    on_schema_change="sync_all_columns",
    pre_hook=[
        before_begin("{{ mark_unfinished_tickets() }}"),
        before_begin("{{ forget_changed_tickets() }}"),
    ]
) }}

-- depends_on: {{ ref("int_service_tickets_changed") }}
-- depends_on: {{ ref("int_service_months_changed") }}
with

segments as (

    select * from {{ ref("int_service_segments") }}

),

tickets as (

    select * from {{ ref("int_service_tickets_clocked") }}

),

placements as (

    select * from {{ ref("int_service_promises_numbered") }}

),

promises as (

    select * from {{ ref("int_service_promises") }}

),

compared as (

    select
        *,
        coalesce(
            status = lag(status) over in_order
            and placement_number = lag(placement_number) over in_order, false
        ) as is_as_before,
        max(started_at) over (partition by ticket_number) as last_instant_at,
        sum(business_seconds) over (partition by ticket_number) as ticket_business_seconds,
        coalesce(
            sum(business_seconds) over (
                partition by ticket_number
                order by started_at
                rows between unbounded preceding and 1 preceding
            ), 0
        ) as business_seconds_before
    from segments
    window in_order as (partition by ticket_number order by started_at)

),

begun as (

    select
        compared.ticket_number,
        compared.started_at,
        compared.started_date,
        compared.status,
        compared.placement_number,
        compared.promise_number,
        compared.schedule_number,
        compared.last_instant_at,
        compared.ticket_business_seconds,
        compared.business_seconds_before,
        tickets.source_system,
        tickets.ticket_id,
        tickets.created_at,
        tickets.channel,
        tickets.is_automated,
        tickets.is_cancelled,
        tickets.is_live,
        tickets.has_events,
        tickets.as_of_at,
        {{ is_unsolved("compared.status") }} as is_unsolved
    from compared
    inner join tickets
        on compared.ticket_number = tickets.ticket_number
    where not compared.is_as_before

),

followed as (

    select
        *,
        row_number() over in_order as interval_number,
        lag(is_unsolved) over in_order as was_unsolved,
        lead(is_unsolved) over in_order as stays_unsolved,
        lead(status) over in_order as next_status,
        lead(started_at, 2) over in_order is null as is_before_last,
        lead(started_at) over in_order as next_started_at,
        lead(started_date) over in_order as next_started_date,
        lead(business_seconds_before) over in_order as next_business_seconds_before
    from begun
    window in_order as (partition by ticket_number order by started_at)

),

bounded as (

    select
        *,
        next_started_at is null as is_current,
        coalesce(next_started_at, case when is_live then as_of_at end) as known_end_at,
        coalesce(next_business_seconds_before, ticket_business_seconds) as business_seconds_after,
        -- What is over is not waited for, also where its last event does not say so.
        is_unsolved and (is_live or next_started_at is not null) as is_backlog
    from followed

),

final as (

    select
        bounded.source_system,
        bounded.ticket_id,
        cast(bounded.interval_number as bigint) as interval_number,
        bounded.started_at,
        bounded.next_started_at as ended_at,
        -- The last one goes on: until the as-of time, or unseen after the ticket's last instant.
        case
            when not bounded.is_current then null
            when bounded.is_live then bounded.as_of_at
            else bounded.last_instant_at
        end as seen_until_at,
        bounded.started_date,
        bounded.next_started_date as ended_date,
        bounded.created_at,
        bounded.is_current,
        bounded.status,
        bounded.is_backlog,
        -- How the ticket came into the backlog, or changed its place in it, and how it left.
        case
            when not bounded.is_backlog then null
            when bounded.was_unsolved then 'moved'
            when bounded.interval_number = 1 then 'opened'
            else 'reopened'
        end as backlog_entry,
        case
            when not bounded.is_backlog or bounded.is_current then null
            when bounded.stays_unsolved and (bounded.is_live or not bounded.is_before_last)
                then 'moved'
            when bounded.next_status = 'deleted' then 'withdrawn'
            when bounded.is_cancelled and bounded.next_status <> 'solved' then 'withdrawn'
            else 'solved'
        end as backlog_exit,
        cast(bounded.placement_number as bigint) as placement_number,
        placements.group_name,
        placements.tier,
        placements.service,
        placements.workflow_id,
        placements.provider_id,
        placements.route,
        bounded.channel,
        placements.priority,
        promises.policy_id,
        promises.schedule_id,
        bounded.is_automated,
        bounded.has_events,
        {{ seconds_between("bounded.started_at", "bounded.known_end_at") }} as calendar_seconds,
        case
            when bounded.schedule_number is not null and bounded.known_end_at is not null
                then
                    cast(
                        bounded.business_seconds_after - bounded.business_seconds_before as bigint
                    )
        end as business_seconds
    from bounded
    inner join placements
        on
            bounded.ticket_number = placements.ticket_number
            and bounded.placement_number = placements.placement_number
    inner join promises
        on
            bounded.ticket_number = promises.ticket_number
            and bounded.promise_number = promises.promise_number

)

select * from final
