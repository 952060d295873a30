{{ config(materialized="view") }}

{#- The clocks that a ticket can have several times, one part per promise. -#}
{%- set metrics = turn_metrics() -%}
with

turns as (

    select * from {{ ref("int_service_turns") }}
    where
        wait_started_at is not null
        or update_started_at is not null

),

segments as (

    select * from {{ ref("int_service_segments") }}
    where reply_number > 0

),

summed as (

    select
        turns.ticket_number,
        turns.reply_number,
        turns.solve_number,
        segments.promise_number,
        {%- for metric, how in metrics.items() %}
            {%- set is_run = "segments.started_at >= turns." ~ how.started %}
            min(turns.{{ how.started }}) as {{ metric }}_started_at,
            min(case when {{ is_run }} then segments.started_at end) as {{ metric }}_applied_at,
            min(case when {{ is_run }} then segments.started_date end)
                as {{ metric }}_applied_date,
            min(case when {{ is_run }} then segments.start_position end)
                as {{ metric }}_start_position,
            {{ seconds_run("segments.calendar_seconds", is_run, "segments.status_number", how.statuses) }}
                as {{ metric }}_calendar_seconds,
            {{ seconds_run("segments.business_seconds", is_run, "segments.status_number", how.statuses) }}
                as {{ metric }}_business_seconds,
        {%- endfor %}
        min(segments.schedule_number) as schedule_number,
        min(turns.ended_at) as ended_at,
        max(case when turns.is_answered then 1 else 0 end) = 1 as is_answered,
        max(case when turns.is_last then 1 else 0 end) = 1 as is_last
    from turns
    inner join segments
        on
            turns.ticket_number = segments.ticket_number
            and turns.reply_number = segments.reply_number
            and turns.solve_number = segments.solve_number
    group by turns.ticket_number, turns.reply_number, turns.solve_number, segments.promise_number

),

followed as (

    select
        *,
        {%- for metric in metrics %}
            lead({{ metric }}_applied_at) over in_order is not null as goes_on_{{ metric }},
        {%- endfor %}
        lead(promise_number) over in_order as next_promise_number
    from summed
    window in_order as (
        partition by ticket_number, reply_number, solve_number
        order by promise_number
    )

),

final as (

    {% for metric, how in metrics.items() -%}
        select
            ticket_number,
            {{ name_number(metric, sla_metrics()) }} as metric_number,
            {{ metric }}_started_at as clock_started_at,
            promise_number,
            {{ metric }}_applied_at as applied_at,
            {{ metric }}_applied_date as applied_date,
            {{ metric }}_start_position as start_position,
            schedule_number is not null as has_schedule,
            {{ metric }}_calendar_seconds as calendar_seconds,
            {{ metric }}_business_seconds as business_seconds,
            case when is_answered then ended_at end as fulfilled_at,
            case when not is_answered and not is_last then ended_at end as abandoned_at,
            {{ metric }}_applied_at = {{ metric }}_started_at
            and not goes_on_{{ metric }} as is_whole
        from followed
        where {{ metric }}_applied_at is not null
        {% if not loop.last -%}
            union all
        {% endif -%}
    {%- endfor %}
)

select * from final
