{{ config(materialized="view") }}

{#- The clocks that a ticket has once, one part per promise: what each had read when the promise
    began, and what ran under it. All are sums over the segments before the instant at which
    they stop. -#}
{%- set metrics = ticket_metrics() -%}
with

segments as (

    select * from {{ ref("int_service_segments") }}

),

tickets as (

    select * from {{ ref("int_service_tickets_clocked") }}

),

stopped as (

    select
        segments.*,
        {%- for metric, how in metrics.items() %}
            segments.started_at < coalesce(
                tickets.{{ how.fulfilled }},
                {% if metric == "first_reply" %}tickets.unanswered_at,{% endif %}
                tickets.last_at
            ) as is_in_{{ metric }},
        {%- endfor %}
        tickets.created_at
    from segments
    inner join tickets
        on segments.ticket_number = tickets.ticket_number

),

summed as (

    select
        ticket_number,
        promise_number,
        {%- for metric, how in metrics.items() %}
            coalesce(max(case when is_in_{{ metric }} then 1 else 0 end), 0) as has_{{ metric }},
            {{ seconds_run("calendar_seconds", "is_in_" ~ metric, "status_number", how.statuses) }}
                as {{ metric }}_calendar_seconds,
            {{ seconds_run("business_seconds", "is_in_" ~ metric, "status_number", how.statuses) }}
                as {{ metric }}_business_seconds,
        {%- endfor %}
        min(started_at) as promised_at,
        min(started_date) as applied_date,
        min(start_position) as start_position,
        min(schedule_number) as schedule_number,
        min(created_at) as clock_started_at,
        min(started_at) = min(created_at) as is_first_promise
    from stopped
    group by ticket_number, promise_number

),

followed as (

    select
        *,
        {%- for metric in metrics %}
            coalesce(lead(has_{{ metric }}) over in_order, 0) as goes_on_{{ metric }},
        {%- endfor %}
        lead(promise_number) over in_order as next_promise_number
    from summed
    window in_order as (partition by ticket_number order by promise_number)

),

final as (

    {% for metric in metrics -%}
        select
            ticket_number,
            {{ name_number(metric, sla_metrics()) }} as metric_number,
            clock_started_at,
            promise_number,
            promised_at as applied_at,
            applied_date,
            start_position,
            schedule_number is not null as has_schedule,
            {{ metric }}_calendar_seconds as calendar_seconds,
            {{ metric }}_business_seconds as business_seconds,
            cast(null as timestamp) as fulfilled_at,
            cast(null as timestamp) as abandoned_at,
            is_first_promise and goes_on_{{ metric }} = 0 as is_whole
        from followed
        where
            has_{{ metric }} = 1
            or is_first_promise
        {% if not loop.last -%}
            union all
        {% endif -%}
    {%- endfor %}
)

select * from final
