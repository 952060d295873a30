{{ config(materialized="view") }}

{#- Applications with the instant at which their target is used up: one lookup in the calendar,
    the other way round. Nobody is late for a target before it is applied; a clock that is
    paused, or whose schedule ends first, is not due. -#}
{%- set metrics = sla_metrics() -%}
{%- set paused = {} -%}
{%- for metric, how in metrics.items() if how.statuses -%}
    {%- do paused.update({name_number(metric, metrics): how.statuses}) -%}
{%- endfor -%}
with

applications as (

    select * from {{ ref("int_service_applications_stopped") }}

),

segments as (

    select * from {{ ref("int_service_segments") }}

),

positions as (

    select * from {{ ref("int_calendar_business_positions") }}

),

begun as (

    select
        *,
        case clock
            when 'business' then target_seconds - before_business_seconds
            when 'calendar' then target_seconds - before_calendar_seconds
        end as seconds_left,
        case clock
            when 'business' then elapsed_business_seconds
            when 'calendar' then elapsed_calendar_seconds
        end as clock_seconds,
        metric_number in ({{ paused.keys() | join(", ") }}) as is_pausable
    from applications

),

-- Others stopped before their target was used up, or were late when it was applied.
paused as (

    select
        *,
        coalesce(superseded_at, fulfilled_at, abandoned_at) as stopped_at
    from begun
    where
        is_pausable
        and seconds_left > 0
        and (
            (superseded_at is null and fulfilled_at is null and abandoned_at is null)
            or clock_seconds >= target_seconds
        )

),

runs as (

    select
        paused.ticket_number,
        paused.metric_number,
        paused.clock_started_at,
        paused.applied_at,
        paused.target_seconds,
        segments.started_at,
        segments.start_position,
        segments.schedule_number,
        segments.is_last and paused.superseded_at is null as is_open,
        case paused.clock
            when 'business' then segments.business_seconds else segments.calendar_seconds
        end as run_seconds
    from paused
    inner join segments
        on
            paused.ticket_number = segments.ticket_number
            and paused.clock_started_at <= segments.started_at
            and (paused.stopped_at is null or paused.stopped_at > segments.started_at)
    where
        case paused.metric_number
            {%- for number, statuses in paused.items() %}
                when {{ number }} then {{ in_statuses("segments.status_number", statuses) }}
            {%- endfor %}
        end

),

accumulated as (

    select
        *,
        cast(
            sum(run_seconds) over (
                partition by ticket_number, metric_number, clock_started_at, applied_at
                order by started_at
                rows between unbounded preceding and current row
            ) as bigint
        ) - run_seconds as seconds_before
    from runs

),

-- The segment in which the seconds of the target are used up, and what is left of them when it
-- begins. While a ticket is live, the last segment has no end yet.
used_up as (

    select
        *,
        target_seconds - seconds_before as seconds_left
    from accumulated
    where
        seconds_before < target_seconds
        and (seconds_before + run_seconds >= target_seconds or is_open)

),

counted as (

    select
        begun.*,
        case
            when begun.seconds_left <= 0 then begun.applied_at
            when begun.clock = 'calendar' and not begun.is_pausable
                then {{ add_seconds("begun.applied_at", "begun.seconds_left") }}
            when begun.clock = 'calendar'
                then {{ add_seconds("used_up.started_at", "used_up.seconds_left") }}
        end as known_due_at,
        case
            when begun.clock = 'business' and begun.seconds_left > 0
                then
                    case
                        when begun.is_pausable then used_up.start_position + used_up.seconds_left
                        else begun.start_position + begun.seconds_left
                    end
        end as due_position,
        case when begun.is_pausable then used_up.schedule_number else begun.schedule_number end
            as due_schedule_number
    from begun
    left join used_up
        on
            begun.ticket_number = used_up.ticket_number
            and begun.metric_number = used_up.metric_number
            and begun.clock_started_at = used_up.clock_started_at
            and begun.applied_at = used_up.applied_at

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
        metric_number,
        clock_started_at,
        applied_at,
        applied_date,
        superseded_at,
        place_key,
        policy_number,
        target_number,
        target_seconds,
        clock_seconds,
        -- The calendar is laid out for no more than a year ahead.
        case
            when
                clock_seconds >= target_seconds
                or found_due_at <= {{ add_days("clock_started_at", 366) }}
                then found_due_at
        end as due_at,
        elapsed_calendar_seconds,
        elapsed_business_seconds,
        fulfilled_at,
        abandoned_at,
        is_applicable,
        is_cancelled
    from looked_up

)

select * from final
