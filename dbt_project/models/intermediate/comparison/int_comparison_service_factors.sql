{#- What was different about the months after a move: how much more was asked for in an average one,
    how busy its days were against what staff could get used to, and its season. -#}
{{ config(materialized="ephemeral") }}

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

demand as (

    select * from {{ ref("int_comparison_demand") }}

),

counts as (

    select * from {{ ref("int_comparison_service_counts") }}

),

seasons as (

    select * from {{ ref("int_comparison_seasons") }}

),

compared_seasons as (

    select
        months.comparison_id,
        avg(case when months.comparison_part = 'after' then seasons.factor_ten_thousandths end)
        / nullif(
            avg(
                case
                    when months.comparison_part = 'before' then seasons.factor_ten_thousandths
                end
            ), 0
        ) as seasonality_factor,
        cast(count(case when months.comparison_part = 'before' then 1 end) as {{ double_type() }})
        / nullif(count(case when months.comparison_part = 'after' then 1 end), 0) as month_ratio
    from months
    left join seasons
        on cast(extract(month from months.cost_month) as integer) = seasons.calendar_month
    group by months.comparison_id

),

scopes as (

    select
        'all' as work_scope,
        false as is_moved_only
    union all
    select
        'moved' as work_scope,
        true as is_moved_only

),

volumes as (

    select
        months.comparison_id,
        scopes.work_scope,
        sum(case when months.comparison_part = 'after' then demand.demand_unit_count end)
        / nullif(
            sum(case when months.comparison_part = 'before' then demand.demand_unit_count end), 0
        ) as demand_ratio
    from months
    inner join demand
        on months.cost_month = demand.demand_month
    cross join scopes
    left join moved
        on
            months.comparison_id = moved.comparison_id
            and demand.workflow_id = moved.workflow_id
    where
        not scopes.is_moved_only
        or moved.workflow_id is not null
    group by months.comparison_id, scopes.work_scope

),

load_sums as (

    select
        months.comparison_id,
        scopes.work_scope,
        counts.metric,
        sum(case when months.comparison_part = 'after' then counts.load_sum end)
        / nullif(
            sum(case when months.comparison_part = 'after' then counts.ticket_count end), 0
        ) as after_load,
        sum(case when months.comparison_part = 'before' then counts.load_sum end)
        / nullif(
            sum(case when months.comparison_part = 'before' then counts.ticket_count end), 0
        ) as before_load
    from months
    inner join counts
        on months.cost_month = counts.counted_month
    cross join scopes
    left join moved
        on
            months.comparison_id = moved.comparison_id
            and counts.workflow_id = moved.workflow_id
    where
        not scopes.is_moved_only
        or moved.workflow_id is not null
    group by months.comparison_id, scopes.work_scope, counts.metric

),

final as (

    select
        load_sums.comparison_id,
        load_sums.work_scope,
        load_sums.metric,
        cast(volumes.demand_ratio * compared_seasons.month_ratio as decimal(18, 4))
            as volume_factor,
        cast(load_sums.after_load / nullif(load_sums.before_load, 0) as decimal(18, 4))
            as load_factor,
        cast(compared_seasons.seasonality_factor as decimal(9, 4)) as seasonality_factor
    from load_sums
    inner join compared_seasons
        on load_sums.comparison_id = compared_seasons.comparison_id
    left join volumes
        on
            load_sums.comparison_id = volumes.comparison_id
            and load_sums.work_scope = volumes.work_scope

)

select * from final
