{{ config(materialized="view") }}

{#- Parts of all clocks, with the promise and the target that they ran under. -#}
with

parts as (

    select * from {{ ref("int_service_ticket_clock_parts") }}
    union all
    select * from {{ ref("int_service_turn_clock_parts") }}

),

promises as (

    select * from {{ ref("int_service_promises") }}

),

targets as (

    select * from {{ ref("int_service_targets_matched") }}

),

final as (

    select
        parts.ticket_number,
        parts.metric_number,
        parts.clock_started_at,
        parts.promise_number,
        parts.applied_at,
        parts.applied_date,
        parts.start_position,
        parts.calendar_seconds,
        case when parts.has_schedule then parts.business_seconds end as business_seconds,
        parts.fulfilled_at,
        parts.abandoned_at,
        parts.is_whole,
        promises.place_key,
        promises.policy_number,
        promises.schedule_number,
        targets.target_number
    from parts
    inner join promises
        on
            parts.ticket_number = promises.ticket_number
            and parts.promise_number = promises.promise_number
    left join targets
        on
            promises.case_number = targets.case_number
            and parts.metric_number = targets.metric_number

)

select * from final
