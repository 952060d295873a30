{#- The driver that spreads each pool of a month: the first in the declared order with weight. -#}
with

pools as (

    select * from {{ ref("int_costs_pool_totals") }}

),

rules as (

    select * from {{ ref("allocation_rules") }}

),

weights as (

    select * from {{ ref("int_costs_driver_weights") }}

),

totals as (

    select
        cost_month,
        driver_id,
        system_name,
        provider_id,
        sum(driver_weight) as driver_weight
    from weights
    group by cost_month, driver_id, system_name, provider_id

),

candidates as (

    select
        pools.cost_month,
        pools.pool_id,
        pools.is_imputed,
        rules.rule_id,
        rules.driver_id,
        rules.driver_order,
        rules.cost_class,
        rules.provider_id as rule_provider_id,
        rules.system_name as rule_system_name,
        rules.has_idle_capacity,
        sum(totals.driver_weight) as driver_weight
    from pools
    inner join rules
        on
            pools.pool_id = rules.pool_id
            and {{ is_valid_on("pools.cost_month", "rules") }}
    inner join totals
        on
            pools.cost_month = totals.cost_month
            and rules.driver_id = totals.driver_id
            and (rules.provider_id is null or rules.provider_id = totals.provider_id)
            and (rules.system_name is null or rules.system_name = totals.system_name)
    group by
        pools.cost_month, pools.pool_id, pools.is_imputed, rules.rule_id, rules.driver_id,
        rules.driver_order, rules.cost_class, rules.provider_id, rules.system_name,
        rules.has_idle_capacity

),

ranked as (

    select
        *,
        row_number() over (
            partition by cost_month, pool_id, is_imputed
            order by driver_order, rule_id
        ) as driver_rank
    from candidates

),

final as (

    select
        cost_month,
        pool_id,
        is_imputed,
        rule_id,
        driver_id,
        cost_class,
        rule_provider_id,
        rule_system_name,
        has_idle_capacity
    from ranked
    where driver_rank = 1

)

select * from final
