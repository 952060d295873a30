{{ config(materialized="view") }}

{#- For clocks that pause: the segment in which the seconds of the target are used up, and what
    is left of them when it begins. While a ticket is live, the last segment has no end yet. -#}
with

applications as (

    select * from {{ ref("int_service_applications_stopped") }}
    where
        sla_target_id is not null
        -- Others stopped before their target was used up.
        and (
            (superseded_at is null and fulfilled_at is null and abandoned_at is null)
            or case clock
                when 'business' then elapsed_business_seconds else elapsed_calendar_seconds
            end >= target_seconds
        )

),

segments as (

    select * from {{ ref("int_service_segments") }}

),

runs as (

    {% for metric, how in sla_metrics().items() if how.statuses -%}
        select
            applications.ticket_number,
            applications.metric,
            applications.clock_started_at,
            applications.applied_at,
            applications.target_seconds,
            applications.clock,
            segments.started_at,
            segments.start_position,
            segments.schedule_number,
            segments.is_last and applications.superseded_at is null as is_open,
            case applications.clock
                when 'business' then segments.business_seconds else segments.calendar_seconds
            end as run_seconds
        from applications
        inner join segments
            on
                applications.ticket_number = segments.ticket_number
                and applications.clock_started_at <= segments.started_at
                and coalesce(
                    applications.superseded_at,
                    applications.fulfilled_at,
                    applications.abandoned_at,
                    {{ add_seconds("segments.started_at", 1) }}
                ) > segments.started_at
                and {{ in_statuses("segments.status", how.statuses) }}
        where applications.metric = '{{ metric }}'
        {% if not loop.last -%}
            union all
        {% endif -%}
    {%- endfor %}
),

accumulated as (

    select
        *,
        sum(run_seconds) over (
            partition by ticket_number, metric, clock_started_at, applied_at
            order by started_at
            rows between unbounded preceding and current row
        ) - run_seconds as seconds_before
    from runs

),

final as (

    select
        ticket_number,
        metric,
        clock_started_at,
        applied_at,
        started_at,
        start_position,
        schedule_number,
        target_seconds - seconds_before as seconds_left
    from accumulated
    where
        seconds_before < target_seconds
        and (seconds_before + run_seconds >= target_seconds or is_open)

)

select * from final
