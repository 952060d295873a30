-- If this fails, a pool's own cost of a month is not what it contributes to all pools together; the
-- solution of pool_services.csv has gained or lost money.
with

own as (

    select * from {{ ref("int_costs_pool_months") }}

),

contributed as (

    select
        cost_month,
        own_pool_id,
        is_imputed,
        sum(contributed_cents) as contributed_cents
    from {{ ref("int_costs_pool_contributions") }}
    group by cost_month, own_pool_id, is_imputed

)

select
    own.cost_month,
    own.pool_id
from own
full outer join contributed
    on
        own.cost_month = contributed.cost_month
        and own.pool_id = contributed.own_pool_id
        and own.is_imputed = contributed.is_imputed
where coalesce(own.pool_cents, 0) <> coalesce(contributed.contributed_cents, 0)
