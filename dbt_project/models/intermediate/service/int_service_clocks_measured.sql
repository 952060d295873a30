{#- Clocks with what they read in calendar and in business time, and the instant at which the target
    is used up. Business time is the difference of two lookups in the calendar; the due time is one
    lookup the other way round. -#}
with

clocks as (

    select * from {{ ref("int_service_clocks_keyed") }}

),

calendar_parts as (

    select * from {{ ref("int_calendar_schedule_days") }}

),

positions as (

    select * from {{ ref("int_calendar_business_positions") }}

),

read_clocks as (

    select
        clocks.source_system,
        clocks.ticket_id,
        clocks.metric,
        clocks.applied_at,
        clocks.fulfilled_at,
        clocks.abandoned_at,
        clocks.is_cancelled,
        clocks.is_applicable,
        clocks.policy_id,
        clocks.schedule_id,
        clocks.schedule_number,
        clocks.sla_target_id,
        clocks.target_seconds,
        clocks.clock,
        clocks.target_share,
        clocks.stopped_second - clocks.applied_second as elapsed_calendar_seconds,
        {{ business_seconds_between(
            "clocks.applied_second", "applied_parts", "clocks.stopped_second", "stopped_parts"
        ) }} as elapsed_business_seconds,
        case
            when clocks.clock = 'business'
                then
                    {{ business_seconds_before("clocks.applied_second", "applied_parts") }}
                    + clocks.target_seconds
        end as due_position
    from clocks
    left join calendar_parts as applied_parts
        on
            clocks.applied_day_key = applied_parts.calendar_day_key
            and clocks.applied_second >= applied_parts.part_start_second
            and clocks.applied_second < applied_parts.part_end_second
    left join calendar_parts as stopped_parts
        on
            clocks.stopped_day_key = stopped_parts.calendar_day_key
            and clocks.stopped_second >= stopped_parts.part_start_second
            and clocks.stopped_second < stopped_parts.part_end_second

),

keyed_clocks as (

    select
        *,
        {{ business_position_key("schedule_number", "due_position") }} as due_position_key
    from read_clocks

),

final as (

    select
        keyed_clocks.source_system,
        keyed_clocks.ticket_id,
        keyed_clocks.metric,
        keyed_clocks.applied_at,
        keyed_clocks.fulfilled_at,
        keyed_clocks.abandoned_at,
        keyed_clocks.is_cancelled,
        keyed_clocks.is_applicable,
        keyed_clocks.policy_id,
        keyed_clocks.schedule_id,
        keyed_clocks.sla_target_id,
        keyed_clocks.target_seconds,
        keyed_clocks.clock,
        keyed_clocks.target_share,
        keyed_clocks.elapsed_calendar_seconds,
        keyed_clocks.elapsed_business_seconds,
        case
            when keyed_clocks.clock = 'calendar'
                then {{ add_seconds("keyed_clocks.applied_at", "keyed_clocks.target_seconds") }}
            else
                {{ add_seconds(
                    "cast('1970-01-01' as timestamp)",
                    "positions.part_start_second + keyed_clocks.due_position"
                    ~ " - positions.cumulative_seconds"
                ) }}
        end as due_at
    from keyed_clocks
    left join positions
        on
            keyed_clocks.due_position_key = positions.business_position_key
            and keyed_clocks.due_position > positions.cumulative_seconds
            and keyed_clocks.due_position <= positions.cumulative_seconds + positions.open_seconds

)

select * from final
