{#- The cells that each pool of a month is spread over, with their weights. Paid capacity beyond the
    time handled is a cell of its own; a pool without any driver is one `unallocated` cell. -#}
with

pools as (

    select * from {{ ref("int_costs_pool_totals") }}

),

pool_drivers as (

    select * from {{ ref("int_costs_pool_drivers") }}

),

weights as (

    select * from {{ ref("int_costs_driver_weights") }}

),

capacity as (

    select
        cost_month,
        sum(practical_seconds) as practical_seconds
    from {{ ref("int_costs_capacity_months") }}
    group by cost_month

),

work_cells as (

    select
        pool_drivers.cost_month,
        pool_drivers.pool_id,
        pool_drivers.is_imputed,
        pool_drivers.rule_id,
        pool_drivers.driver_id,
        pool_drivers.has_idle_capacity,
        weights.tier,
        weights.workflow_id,
        weights.route,
        weights.provider_id,
        coalesce(weights.cost_class, pool_drivers.cost_class) as cost_class,
        sum(weights.driver_weight) as driver_weight
    from pool_drivers
    inner join weights
        on
            pool_drivers.cost_month = weights.cost_month
            and pool_drivers.driver_id = weights.driver_id
            and (
                pool_drivers.rule_provider_id is null
                or pool_drivers.rule_provider_id = weights.provider_id
            )
            and (
                pool_drivers.rule_system_name is null
                or pool_drivers.rule_system_name = weights.system_name
            )
    group by
        pool_drivers.cost_month, pool_drivers.pool_id, pool_drivers.is_imputed,
        pool_drivers.rule_id, pool_drivers.driver_id, pool_drivers.has_idle_capacity,
        weights.tier, weights.workflow_id, weights.route, weights.provider_id,
        coalesce(weights.cost_class, pool_drivers.cost_class)

),

worked as (

    select
        cost_month,
        pool_id,
        is_imputed,
        rule_id,
        driver_id,
        sum(driver_weight) as driver_weight
    from work_cells
    where has_idle_capacity
    group by cost_month, pool_id, is_imputed, rule_id, driver_id

),

cells as (

    select
        cost_month,
        pool_id,
        is_imputed,
        rule_id,
        driver_id,
        tier,
        workflow_id,
        route,
        provider_id,
        cost_class,
        driver_weight
    from work_cells
    union all
    select
        worked.cost_month,
        worked.pool_id,
        worked.is_imputed,
        worked.rule_id,
        worked.driver_id,
        'unallocated' as tier,
        'unallocated' as workflow_id,
        'in_house' as route,
        'unassigned' as provider_id,
        'idle' as cost_class,
        {{ wide_integer("capacity.practical_seconds") }} - worked.driver_weight as driver_weight
    from worked
    inner join capacity
        on worked.cost_month = capacity.cost_month
    where capacity.practical_seconds > worked.driver_weight
    union all
    select
        pools.cost_month,
        pools.pool_id,
        pools.is_imputed,
        cast(null as varchar) as rule_id,
        cast(null as varchar) as driver_id,
        'unallocated' as tier,
        'unallocated' as workflow_id,
        'unassigned' as route,
        'unassigned' as provider_id,
        'overhead' as cost_class,
        {{ wide_integer("1") }} as driver_weight
    from pools
    left join pool_drivers
        on
            pools.cost_month = pool_drivers.cost_month
            and pools.pool_id = pool_drivers.pool_id
            and pools.is_imputed = pool_drivers.is_imputed
    where pool_drivers.pool_id is null

),

final as (

    select
        cells.cost_month,
        cells.pool_id,
        cells.is_imputed,
        cells.rule_id,
        cells.driver_id,
        cells.tier,
        cells.workflow_id,
        cells.route,
        cells.provider_id,
        cells.cost_class,
        cells.driver_weight,
        sum(cells.driver_weight) over (
            partition by cells.cost_month, cells.pool_id, cells.is_imputed
        ) as pool_weight,
        pools.pool_cents
    from cells
    inner join pools
        on
            cells.cost_month = pools.cost_month
            and cells.pool_id = pools.pool_id
            and cells.is_imputed = pools.is_imputed

)

select * from final
