{#- Every ticket in maximal intervals with one status, group, priority and place of work. Tickets that
    this run does not time keep the rows that they have. -#}
{{ config(
    materialized="incremental",
    incremental_strategy="append",
    on_schema_change="sync_all_columns",
    pre_hook="{{ forget_changed_tickets() }}"
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
        ) as is_as_before
    from segments
    window in_order as (partition by ticket_number order by started_at)

),

numbered as (

    select
        *,
        cast(
            sum(case when is_as_before then 0 else 1 end) over (
                partition by ticket_number
                order by started_at
                rows between unbounded preceding and current row
            ) as integer
        ) as interval_number
    from compared

),

summed as (

    select
        ticket_number,
        interval_number,
        min(placement_number) as placement_number,
        min(promise_number) as promise_number,
        min(status) as status,
        min(started_at) as started_at,
        min(started_date) as started_date,
        max(case when is_last then 1 else 0 end) = 1 as is_current,
        max(ended_at) as ended_at,
        case when count(ended_at) = count(*) then sum(calendar_seconds) end as calendar_seconds,
        case when count(ended_at) = count(*) then sum(business_seconds) end as business_seconds,
        min(schedule_number) as schedule_number
    from numbered
    group by ticket_number, interval_number

),

stocked as (

    select
        summed.*,
        {{ is_unsolved("summed.status") }} and not (summed.is_current and tickets.is_cancelled)
            as is_backlog
    from summed
    inner join tickets
        on summed.ticket_number = tickets.ticket_number

),

neighboured as (

    select
        *,
        coalesce(lag(is_backlog) over in_order, false) as was_backlog,
        lead(is_backlog) over in_order as stays_backlog,
        lead(status) over in_order as next_status,
        lead(started_date) over in_order as ended_date
    from stocked
    window in_order as (partition by ticket_number order by interval_number)

),

final as (

    select
        tickets.source_system,
        tickets.ticket_id,
        cast(neighboured.interval_number as bigint) as interval_number,
        neighboured.started_at,
        case when not neighboured.is_current then neighboured.ended_at end as ended_at,
        -- The last one goes on: until the as-of time, or unseen after the ticket's last instant.
        case when neighboured.is_current then neighboured.ended_at end as seen_until_at,
        neighboured.started_date,
        neighboured.ended_date,
        tickets.created_at,
        tickets.created_date,
        neighboured.is_current,
        neighboured.status,
        neighboured.is_backlog,
        -- How the ticket came into the backlog, or changed its place in it, and how it left.
        case
            when not neighboured.is_backlog then null
            when neighboured.was_backlog then 'moved'
            when neighboured.interval_number = 1 then 'opened'
            else 'reopened'
        end as backlog_entry,
        case
            when not neighboured.is_backlog or neighboured.is_current then null
            when neighboured.stays_backlog then 'moved'
            when tickets.is_cancelled and neighboured.next_status in ('closed', 'deleted')
                then 'withdrawn'
            when neighboured.next_status = 'deleted' then 'withdrawn'
            else 'solved'
        end as backlog_exit,
        cast(neighboured.placement_number as bigint) as placement_number,
        placements.group_name,
        placements.tier,
        placements.service,
        placements.workflow_id,
        placements.provider_id,
        placements.route,
        tickets.channel,
        placements.priority,
        promises.policy_id,
        promises.schedule_id,
        tickets.is_automated,
        tickets.has_events,
        cast(neighboured.calendar_seconds as bigint) as calendar_seconds,
        case when neighboured.schedule_number is not null then cast(neighboured.business_seconds as bigint) end
            as business_seconds
    from neighboured
    inner join tickets
        on neighboured.ticket_number = tickets.ticket_number
    inner join placements
        on
            neighboured.ticket_number = placements.ticket_number
            and neighboured.placement_number = placements.placement_number
    inner join promises
        on
            neighboured.ticket_number = promises.ticket_number
            and neighboured.promise_number = promises.promise_number

)

select * from final
