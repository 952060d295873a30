{{ config(materialized="view") }}

{#- Applications with the instant at which their target is used up: one lookup in the calendar,
    the other way round. Nobody is late for a target before it is applied; a clock that is
    paused, or whose schedule ends first, is not due. -#}
{%- set paused = [] -%}
{%- for metric, how in sla_metrics().items() if how.statuses -%}
    {%- do paused.append(metric) -%}
{%- endfor -%}
with

applications as (

    select * from {{ ref("int_service_applications_stopped") }}

),

pauses as (

    select * from {{ ref("int_service_pauses_timed") }}

),

promises as (

    select * from {{ ref("int_service_promises") }}

),

positions as (

    select * from {{ ref("int_calendar_business_positions") }}

),

begun as (

    select
        applications.*,
        case applications.clock
            when 'business'
                then applications.target_seconds - applications.before_business_seconds
            when 'calendar'
                then applications.target_seconds - applications.before_calendar_seconds
        end as seconds_left,
        applications.metric in (
            '{{ paused | join("', '") }}'
        ) as is_pausable,
        promises.policy_id,
        promises.schedule_id,
        promises.schedule_number,
        promises.priority,
        promises.workflow_id,
        promises.tier,
        promises.service,
        promises.provider_id,
        promises.route
    from applications
    inner join promises
        on
            applications.ticket_number = promises.ticket_number
            and applications.promise_number = promises.promise_number

),

counted as (

    select
        begun.*,
        case
            when begun.seconds_left <= 0 then begun.applied_at
            when begun.clock = 'calendar' and not begun.is_pausable
                then {{ add_seconds("begun.applied_at", "begun.seconds_left") }}
            when begun.clock = 'calendar'
                then {{ add_seconds("pauses.started_at", "pauses.seconds_left") }}
        end as known_due_at,
        case
            when begun.clock = 'business' and begun.seconds_left > 0
                then
                    case
                        when begun.is_pausable then pauses.start_position + pauses.seconds_left
                        else begun.start_position + begun.seconds_left
                    end
        end as due_position,
        case when begun.is_pausable then pauses.schedule_number else begun.schedule_number end
            as due_schedule_number
    from begun
    left join pauses
        on
            begun.ticket_number = pauses.ticket_number
            and begun.metric = pauses.metric
            and begun.clock_started_at = pauses.clock_started_at
            and begun.applied_at = pauses.applied_at

),

keyed as (

    select
        *,
        {{ business_position_key("due_schedule_number", "due_position") }} as due_position_key
    from counted

),

looked_up as (

    select
        keyed.*,
        coalesce(
            keyed.known_due_at,
            {{ add_seconds(
                "cast('1970-01-01' as timestamp)",
                "positions.part_start_second + keyed.due_position"
                ~ " - positions.cumulative_seconds"
            ) }}
        ) as found_due_at
    from keyed
    left join positions
        on
            keyed.due_position_key = positions.business_position_key
            and keyed.due_position > positions.cumulative_seconds
            and keyed.due_position <= positions.cumulative_seconds + positions.open_seconds

),

final as (

    select
        ticket_number,
        metric,
        clock_started_at,
        applied_at,
        applied_date,
        superseded_at,
        policy_id,
        schedule_id,
        priority,
        workflow_id,
        tier,
        service,
        provider_id,
        route,
        sla_target_id,
        target_seconds,
        clock,
        target_share,
        -- The calendar is laid out for no more than a year ahead.
        case
            when
                found_due_at <= {{ add_days("clock_started_at", 366) }}
                or case clock
                    when 'business' then elapsed_business_seconds else elapsed_calendar_seconds
                end >= target_seconds
                then found_due_at
        end as due_at,
        elapsed_calendar_seconds,
        elapsed_business_seconds,
        fulfilled_at,
        abandoned_at,
        is_applicable
    from looked_up

)

select * from final
