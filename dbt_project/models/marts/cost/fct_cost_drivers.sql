with

pools as (

    select * from {{ ref("int_costs_pool_totals") }}

),

pool_drivers as (

    select * from {{ ref("int_costs_pool_drivers") }}

),

rules as (

    select * from {{ ref("allocation_rules") }}

),

coverage as (

    select * from {{ ref("int_costs_handle_coverage") }}

),

first_rules as (

    select
        pools.cost_month,
        pools.pool_id,
        pools.is_imputed,
        min(rules.driver_order) as driver_order
    from pools
    inner join rules
        on
            pools.pool_id = rules.pool_id
            and {{ is_valid_on("pools.cost_month", "rules") }}
    group by pools.cost_month, pools.pool_id, pools.is_imputed

),

final as (

    select
        pools.cost_month,
        pools.pool_id,
        pools.is_imputed,
        pool_drivers.rule_id,
        pool_drivers.driver_id,
        coalesce(pool_drivers.cost_class, 'overhead') as cost_class,
        rules.driver_order is null
        or rules.driver_order > first_rules.driver_order as is_fallback,
        case
            when pool_drivers.driver_id = 'handled_seconds' then coverage.timed_share
        end as driver_coverage_share,
        case
            when pool_drivers.driver_id = 'handled_seconds' then coverage.estimated_share
        end as driver_estimated_share
    from pools
    left join pool_drivers
        on
            pools.cost_month = pool_drivers.cost_month
            and pools.pool_id = pool_drivers.pool_id
            and pools.is_imputed = pool_drivers.is_imputed
    left join rules
        on
            pool_drivers.rule_id = rules.rule_id
            and {{ is_valid_on("pools.cost_month", "rules") }}
    left join first_rules
        on
            pools.cost_month = first_rules.cost_month
            and pools.pool_id = first_rules.pool_id
            and pools.is_imputed = first_rules.is_imputed
    left join coverage
        on pools.cost_month = coverage.cost_month

)

select * from final
