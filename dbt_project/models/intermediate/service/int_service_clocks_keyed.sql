{#- Clocks with their policy, schedule and target, and the integers by which their two ends are
    looked up in the calendar. A ticket without a policy keeps its clock, without a target. -#}
with

clocks as (

    select * from {{ ref("int_service_clocks_started") }}

),

policies_matched as (

    select * from {{ ref("int_service_policies_matched") }}

),

targets_matched as (

    select * from {{ ref("int_service_targets_matched") }}

),

schedules as (

    select * from {{ ref("int_calendar_schedules_numbered") }}

),

final as (

    select
        clocks.source_system,
        clocks.ticket_id,
        clocks.metric,
        clocks.applied_at,
        clocks.fulfilled_at,
        clocks.abandoned_at,
        clocks.stopped_at,
        clocks.is_cancelled,
        clocks.is_applicable,
        policies_matched.policy_id,
        policies_matched.schedule_id,
        schedules.schedule_number,
        targets_matched.sla_target_id,
        targets_matched.target_seconds,
        targets_matched.clock,
        targets_matched.target_share,
        {{ seconds_since_epoch("clocks.applied_at") }} as applied_second,
        {{ seconds_since_epoch("clocks.stopped_at") }} as stopped_second,
        {{ calendar_day_key("schedules.schedule_number", "clocks.applied_at") }}
            as applied_day_key,
        {{ calendar_day_key("schedules.schedule_number", "clocks.stopped_at") }}
            as stopped_day_key
    from clocks
    inner join policies_matched
        on
            clocks.source_system = policies_matched.source_system
            and clocks.ticket_id = policies_matched.ticket_id
    left join targets_matched
        on
            policies_matched.policy_id = targets_matched.policy_id
            and policies_matched.priority = targets_matched.priority
            and policies_matched.created_date = targets_matched.created_date
            and clocks.metric = targets_matched.metric
    left join schedules
        on policies_matched.schedule_id = schedules.schedule_id

)

select * from final
