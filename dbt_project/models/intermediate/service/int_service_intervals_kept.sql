{#- Every ticket in maximal intervals with one status, group, priority and place of work.
    Tickets that this run does not time keep the rows that they have. What is spelled out elsewhere
    stands here as a number; int_service_intervals puts it together. -#}
{%- set moves = backlog_moves() -%}
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

calendar_parts as (

    select * from {{ ref("int_calendar_schedule_days") }}

),

last_segments as (

    select
        ticket_number,
        started_at as last_instant_at
    from segments
    where is_last

),

followed as (

    select
        *,
        row_number() over in_order as interval_number,
        lead(status_number) over in_order as next_status_number,
        lead(started_at, 2) over in_order is null as is_before_last,
        lead(started_at) over in_order as next_started_at,
        lead(started_date) over in_order as next_started_date
    from segments
    where
        previous_status_number is null
        or status_number <> previous_status_number
        or placement_change = 1
    window in_order as (partition by ticket_number order by started_at)

),

bounded as (

    select
        followed.*,
        tickets.created_at,
        tickets.is_live,
        tickets.is_cancelled,
        tickets.as_of_at,
        last_segments.last_instant_at,
        coalesce(followed.next_started_at, case when tickets.is_live then tickets.as_of_at end)
            as known_end_at,
        -- What is over is not waited for, also where its last event does not say so.
        {{ is_unsolved("followed.status_number") }}
        and (tickets.is_live or followed.next_started_at is not null) as is_backlog
    from followed
    inner join tickets
        on followed.ticket_number = tickets.ticket_number
    left join last_segments
        on
            case when followed.next_started_at is null then followed.ticket_number end
            = last_segments.ticket_number

),

-- An interval of several segments ends where its first one does not.
keyed as (

    select
        *,
        {{ seconds_since_epoch("known_end_at") }} as end_second,
        case
            when known_end_at <> ended_at
                then {{ calendar_day_key("schedule_number", "known_end_at") }}
        end as end_day_key
    from bounded

),

final as (

    select
        keyed.ticket_number,
        cast(keyed.interval_number as integer) as interval_number,
        keyed.started_at,
        keyed.next_started_at as ended_at,
        -- The last one goes on: until the as-of time, or unseen after the ticket's last instant.
        case
            when keyed.next_started_at is not null then null
            when keyed.is_live then keyed.as_of_at
            else keyed.last_instant_at
        end as seen_until_at,
        keyed.started_date,
        keyed.next_started_date as ended_date,
        keyed.created_at,
        keyed.status_number,
        keyed.is_backlog,
        -- How the ticket came into the backlog, or changed its place in it, and how it left.
        case
            when not keyed.is_backlog then null
            when {{ is_unsolved("keyed.previous_status_number") }}
                then {{ name_number("moved", moves) }}
            when keyed.interval_number = 1 then {{ name_number("opened", moves) }}
            else {{ name_number("reopened", moves) }}
        end as backlog_entry_number,
        case
            when not keyed.is_backlog or keyed.next_started_at is null then null
            when
                {{ is_unsolved("keyed.next_status_number") }}
                and (keyed.is_live or not keyed.is_before_last)
                then {{ name_number("moved_out", moves) }}
            when keyed.next_status_number = {{ name_number("deleted", ticket_statuses()) }}
                then {{ name_number("withdrawn_out", moves) }}
            when
                keyed.is_cancelled
                and keyed.next_status_number <> {{ name_number("solved", ticket_statuses()) }}
                then {{ name_number("withdrawn_out", moves) }}
            else {{ name_number("solved_out", moves) }}
        end as backlog_exit_number,
        keyed.placement_number,
        placements.place_key,
        promises.policy_number,
        {{ seconds_between("keyed.started_at", "keyed.known_end_at") }} as calendar_seconds,
        case
            when keyed.end_day_key is null then keyed.business_seconds
            else
                cast(
                    {{ business_seconds_before("keyed.end_second", "end_parts") }}
                    - keyed.start_position as integer
                )
        end as business_seconds
    from keyed
    inner join placements
        on
            keyed.ticket_number = placements.ticket_number
            and keyed.placement_number = placements.placement_number
    inner join promises
        on
            keyed.ticket_number = promises.ticket_number
            and keyed.promise_number = promises.promise_number
    left join calendar_parts as end_parts
        on
            keyed.end_day_key = end_parts.calendar_day_key
            and keyed.end_second >= end_parts.part_start_second
            and keyed.end_second < end_parts.part_end_second

)

select * from final
