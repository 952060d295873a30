{#- What has a yes or a no: promises kept, answers that are satisfied, tickets that were worked on
    or opened again; counted by month, cell of work and how busy the day was on which it arrived. A
    month of promises holds those of its own days. A month of quality holds tickets of earlier days
    too, and these are the ones that came back: their load would pick them out, so no weight may
    rest on it. -#}
{%- set cell = [
    "tier", "service", "workflow_id", "provider_id", "route", "channel", "priority",
] -%}
with

clocks as (

    select * from {{ ref("int_service_clocks") }}
    where sla_status in ('met', 'breached')

),

judged as (

    select * from {{ ref("int_quality_tickets_judged") }}

),

answers as (

    select * from {{ ref("int_quality_answers") }}
    where survey_kind = 'csat'

),

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

loads as (

    select * from {{ ref("int_comparison_loads") }}

),

promises as (

    select
        applied_month as counted_month,
        metric,
        applied_date as arrived_date,
        {{ cell | join(",\n        ") }},
        count(*) as ticket_count,
        sum(case when sla_status = 'met' then 1 else 0 end) as hit_count
    from clocks
    group by
        applied_month,
        metric,
        applied_date,
        {{ cell | join(",\n        ") }}

),

solved as (

    select
        judged.*,
        tickets.created_date as arrived_date,
        tickets.priority
    from judged
    inner join tickets
        on
            judged.source_system = tickets.source_system
            and judged.ticket_id = tickets.ticket_id

),

solved_days as (

    select
        quality_month as counted_month,
        arrived_date,
        {{ cell | join(",\n        ") }},
        count(rework_count) as rework_measured_count,
        sum(rework_count) as rework_count,
        count(reopen_count) as reopen_measured_count,
        sum(case when reopen_count > 0 then 1 else 0 end) as reopen_count
    from solved
    group by
        quality_month,
        arrived_date,
        {{ cell | join(",\n        ") }}

),

-- An answer that names no known ticket has no day of arrival: it counts as one of a usual day.
satisfied as (

    select
        answers.quality_month as counted_month,
        tickets.created_date as arrived_date,
        answers.tier,
        answers.service,
        answers.workflow_id,
        answers.provider_id,
        answers.route,
        answers.channel,
        coalesce(tickets.priority, 'none') as priority,
        count(*) as ticket_count,
        sum(case when answers.is_satisfied then 1 else 0 end) as hit_count
    from answers
    left join tickets
        on
            answers.ticket_source_system = tickets.source_system
            and answers.ticket_id = tickets.ticket_id
    group by
        answers.quality_month,
        tickets.created_date,
        answers.tier,
        answers.service,
        answers.workflow_id,
        answers.provider_id,
        answers.route,
        answers.channel,
        coalesce(tickets.priority, 'none')

),

days as (

    select
        counted_month,
        metric,
        arrived_date,
        {{ cell | join(",\n        ") }},
        ticket_count,
        hit_count
    from promises
    union all
    select
        counted_month,
        'csat' as metric,
        arrived_date,
        {{ cell | join(",\n        ") }},
        ticket_count,
        hit_count
    from satisfied
    {%- for metric in ["rework", "reopen"] %}
        union all
        select
            counted_month,
            '{{ metric }}' as metric,
            arrived_date,
            {{ cell | join(",\n            ") }},
            {{ metric }}_measured_count as ticket_count,
            {{ metric }}_count as hit_count
        from solved_days
        where {{ metric }}_measured_count > 0
    {%- endfor %}

),

final as (

    select
        days.counted_month,
        days.metric,
        {%- for column in cell %}
            days.{{ column }},
        {%- endfor %}
        coalesce(loads.load_band, 1) as load_band,
        case
            when days.metric in ('csat', 'rework', 'reopen') then 1
            else coalesce(loads.load_band, 1)
        end as weight_band,
        cast(sum(days.ticket_count) as bigint) as ticket_count,
        cast(sum(days.hit_count) as bigint) as hit_count,
        sum(days.ticket_count * coalesce(loads.load_share, 1)) as load_sum
    from days
    left join loads
        on
            days.arrived_date = loads.arrived_date
            and days.channel = loads.channel
    group by
        days.counted_month,
        days.metric,
        {%- for column in cell %}
            days.{{ column }},
        {%- endfor %}
        coalesce(loads.load_band, 1)

)

select * from final
