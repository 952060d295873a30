{#- How heavy the mean unit of each tier was in each month: standard time a unit, against the tier's
    mean over all months. A cell of work takes its own mean time of all months. -#}
with

work_cells as (

    select * from {{ ref("int_comparison_work_cells") }}

),

demand as (

    select distinct
        demand_month,
        workflow_id,
        tier
    from {{ ref("int_work_demand_months") }}

),

cell_means as (

    select
        workflow_id,
        channel,
        priority,
        cast(sum(handled_seconds) as {{ double_type() }}) / nullif(sum(timed_unit_count), 0)
            as unit_seconds
    from work_cells
    where not is_automated
    group by workflow_id, channel, priority
    having sum(timed_unit_count) > 0

),

tier_months as (

    select
        work_cells.work_month,
        demand.tier,
        sum(work_cells.demand_unit_count) as demand_unit_count,
        sum(work_cells.demand_unit_count * cell_means.unit_seconds) as work_seconds
    from work_cells
    inner join demand
        on
            work_cells.work_month = demand.demand_month
            and work_cells.workflow_id = demand.workflow_id
    inner join cell_means
        on
            work_cells.workflow_id = cell_means.workflow_id
            and work_cells.channel = cell_means.channel
            and work_cells.priority = cell_means.priority
    group by work_cells.work_month, demand.tier
    having sum(work_cells.demand_unit_count) > 0

),

tiers as (

    select
        tier,
        sum(work_seconds) / nullif(sum(demand_unit_count), 0) as unit_seconds
    from tier_months
    group by tier

),

final as (

    select
        tier_months.work_month as cost_month,
        tier_months.tier,
        cast(
            round(
                10000 * tier_months.work_seconds
                / nullif(tier_months.demand_unit_count * tiers.unit_seconds, 0)
            ) as bigint
        ) as mix_ten_thousandths
    from tier_months
    inner join tiers
        on tier_months.tier = tiers.tier
    where
        tiers.unit_seconds > 0
        and tier_months.work_seconds > 0

)

select * from final
