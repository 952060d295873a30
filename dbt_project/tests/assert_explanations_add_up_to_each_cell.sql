-- If this fails, a published cost has a part that no source row explains.
with

cells as (

    select
        cost_month,
        pool_id,
        is_imputed,
        tier,
        workflow_id,
        route,
        provider_id,
        cost_class,
        cost_amount
    from {{ ref("fct_cost_allocations") }}

),

explained as (

    select
        cost_month,
        pool_id,
        is_imputed,
        tier,
        workflow_id,
        route,
        provider_id,
        cost_class,
        sum(cost_amount) as cost_amount
    from {{ ref("fct_cost_explanations") }}
    group by
        cost_month, pool_id, is_imputed, tier, workflow_id, route, provider_id, cost_class

)

select
    cells.cost_month,
    cells.pool_id,
    cells.tier,
    cells.workflow_id
from cells
left join explained
    on
        cells.cost_month = explained.cost_month
        and cells.pool_id = explained.pool_id
        and cells.is_imputed = explained.is_imputed
        and cells.tier = explained.tier
        and cells.workflow_id = explained.workflow_id
        and cells.route = explained.route
        and cells.provider_id = explained.provider_id
        and cells.cost_class = explained.cost_class
where
    explained.cost_amount is null
    or cells.cost_amount <> explained.cost_amount
