{{ config(meta={
    "names": ["cost_month", "pool_id"],
    "remedy": "A model has lost or doubled lines of that pool."
}) }}

-- If this fails, cost that accrued in a month is missing from the pools that are spread over the
-- work, or is in them twice: the ledger is explained, and the tiers still miss it.
with

accrued as (

    select
        cost_month,
        pool_id,
        is_imputed,
        sum(cost_cents) as cents
    from {{ ref("int_costs_accrued") }}
    where not is_deferred
    group by cost_month, pool_id, is_imputed

),

pools as (

    select * from {{ ref("int_costs_pool_months") }}

)

select
    coalesce(accrued.cost_month, pools.cost_month) as cost_month,
    coalesce(accrued.pool_id, pools.pool_id) as pool_id
from accrued
full outer join pools
    on
        accrued.cost_month = pools.cost_month
        and accrued.pool_id = pools.pool_id
        and accrued.is_imputed = pools.is_imputed
where
    accrued.cents is null
    or pools.pool_cents is null
    or accrued.cents <> pools.pool_cents
