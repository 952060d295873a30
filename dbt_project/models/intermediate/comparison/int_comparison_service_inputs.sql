{#- Service before and after each move, small enough to standardise: shares as counts of yes and no,
    times as counts on a grid of their logarithm, five percent wide, each step at its mean. Times are
    calendar time, for an opening hour more is no wait more; a second is added, for a bot takes none. -#}
{{ config(materialized="view") }}

{%- set cell = ["tier", "channel", "priority", "load_band"] %}
with

months as (

    select * from {{ ref("int_comparison_months") }}
    where
        comparison_part in ('before', 'after')
        and has_ended

),

moved as (

    select * from {{ ref("comparison_workflows") }}

),

counts as (

    select * from {{ ref("int_comparison_service_counts") }}

),

clocks as (

    select * from {{ ref("int_service_clocks") }}
    where sla_status in ('met', 'breached')

),

demand as (

    select * from {{ ref("int_comparison_demand") }}

),

loads as (

    select * from {{ ref("int_comparison_loads") }}

),

shares as (

    select
        counted_month,
        workflow_id,
        metric,
        'share' as value_kind,
        {{ cell | join(",\n        ") }},
        1 as value_step,
        hit_count as ticket_count,
        hit_count as value_sum
    from counts
    union all
    select
        counted_month,
        workflow_id,
        metric,
        'share' as value_kind,
        {{ cell | join(",\n        ") }},
        0 as value_step,
        ticket_count - hit_count as ticket_count,
        0 as value_sum
    from counts

),

compared_months as (

    select distinct cost_month
    from months

),

times as (

    select
        clocks.applied_month as counted_month,
        clocks.workflow_id,
        clocks.metric,
        'seconds' as value_kind,
        clocks.tier,
        clocks.channel,
        clocks.priority,
        coalesce(loads.load_band, 1) as load_band,
        cast(round(20 * ln(1 + clocks.elapsed_calendar_seconds)) as integer) as value_step,
        count(*) as ticket_count,
        sum(1 + clocks.elapsed_calendar_seconds) as value_sum
    from clocks
    inner join compared_months
        on clocks.applied_month = compared_months.cost_month
    left join loads
        on
            clocks.applied_date = loads.arrived_date
            and clocks.channel = loads.channel
    group by
        clocks.applied_month,
        clocks.workflow_id,
        clocks.metric,
        clocks.tier,
        clocks.channel,
        clocks.priority,
        coalesce(loads.load_band, 1),
        cast(round(20 * ln(1 + clocks.elapsed_calendar_seconds)) as integer)

),

counted as (

    select * from shares
    union all
    select * from times
    union all
    select
        demand_month as counted_month,
        workflow_id,
        'demand' as metric,
        'demand' as value_kind,
        'all' as tier,
        'all' as channel,
        'all' as priority,
        1 as load_band,
        1 as value_step,
        demand_unit_count as ticket_count,
        demand_unit_count as value_sum
    from demand

),

final as (

    select
        months.comparison_id,
        months.comparison_part,
        counted.counted_month,
        moved.workflow_id is not null as is_moved,
        counted.metric,
        counted.value_kind,
        {%- for column in cell %}
            counted.{{ column }},
        {%- endfor %}
        counted.value_step,
        cast(sum(counted.value_sum) as {{ double_type() }}) / sum(counted.ticket_count)
            as counted_value,
        cast(sum(counted.ticket_count) as bigint) as ticket_count
    from counted
    inner join months
        on counted.counted_month = months.cost_month
    left join moved
        on
            months.comparison_id = moved.comparison_id
            and counted.workflow_id = moved.workflow_id
    where counted.ticket_count > 0
    group by
        months.comparison_id,
        months.comparison_part,
        counted.counted_month,
        moved.workflow_id is not null,
        counted.metric,
        counted.value_kind,
        {%- for column in cell %}
            counted.{{ column }},
        {%- endfor %}
        counted.value_step

)

select * from final
