-- If this fails, the cells of a pool do not add up to it: a tier is charged too much or too little.
with

pools as (

    select * from {{ ref("int_costs_pool_totals") }}

),

allocated as (

    select
        cost_month,
        pool_id,
        is_imputed,
        sum(cost_cents) as allocated_cents
    from {{ ref("int_costs_allocated") }}
    group by cost_month, pool_id, is_imputed

)

select
    pools.cost_month,
    pools.pool_id
from pools
left join allocated
    on
        pools.cost_month = allocated.cost_month
        and pools.pool_id = allocated.pool_id
        and pools.is_imputed = allocated.is_imputed
where
    allocated.allocated_cents is null
    or allocated.allocated_cents <> pools.pool_cents
