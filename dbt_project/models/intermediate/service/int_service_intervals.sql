{{ config(materialized="view") }}

{#- Every ticket in maximal intervals with one status, group, priority and place of work. -#}
with

intervals as (

    select * from {{ ref("int_service_intervals_kept") }}

),

tickets as (

    select * from {{ ref("int_service_tickets_kept") }}

),

places as (

    select * from {{ ref("int_service_places") }}

),

policies as (

    select * from {{ ref("int_service_policies_numbered") }}

),

final as (

    select
        tickets.source_system,
        tickets.ticket_id,
        cast(intervals.interval_number as bigint) as interval_number,
        intervals.started_at,
        intervals.ended_at,
        intervals.seen_until_at,
        intervals.ended_at is null as is_current,
        intervals.status_number,
        {{ name_of_number("intervals.status_number", ticket_statuses()) }} as status,
        intervals.is_backlog,
        cast(intervals.placement_number as bigint) as placement_number,
        places.group_name,
        places.tier,
        places.service,
        places.workflow_id,
        places.provider_id,
        places.route,
        places.channel,
        places.priority,
        policies.policy_id,
        policies.schedule_id,
        tickets.is_automated,
        tickets.has_events,
        cast(intervals.calendar_seconds as bigint) as calendar_seconds,
        cast(intervals.business_seconds as bigint) as business_seconds
    from intervals
    inner join tickets
        on intervals.ticket_number = tickets.ticket_number
    inner join places
        on intervals.place_key = places.place_key
    left join policies
        on intervals.policy_number = policies.policy_number

)

select * from final
