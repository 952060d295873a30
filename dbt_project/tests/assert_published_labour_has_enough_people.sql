-- If this fails, a published labour cell shows the pay of fewer people than the home allows
-- (company.csv, min_people_per_cell); nothing is published until the threshold or the tiers change.
with

handled as (

    select * from {{ ref("int_work_handled") }}
    where performed_by = 'own_team'

),

costs as (

    select * from {{ ref("cost_per_tier_route_month") }}
    where
        cost_class in ('labour', 'overtime')
        and cost_amount <> 0
        and tier <> 'unallocated'

),

company as (

    select * from {{ ref("company") }}

),

managers as (

    select
        accrued.cost_month,
        count(distinct accrued.agent_key) as people_count
    from {{ ref("int_costs_accrued") }} as accrued
    inner join {{ ref("allocation_rules") }} as rules
        on accrued.pool_id = rules.pool_id
    where
        rules.cost_class = 'management'
        and not accrued.is_deferred
    group by accrued.cost_month

),

people as (

    select
        work_month,
        tier,
        route,
        provider_id,
        count(distinct agent_key) as people_count
    from handled
    group by work_month, tier, route, provider_id

)

select
    costs.cost_month,
    costs.tier,
    costs.route,
    costs.provider_id,
    costs.cost_class
from costs
cross join company
left join people
    on
        costs.cost_month = people.work_month
        and costs.tier = people.tier
        and costs.route = people.route
        and costs.provider_id = people.provider_id
where
    company.min_people_per_cell > 1
    and coalesce(people.people_count, 0) < company.min_people_per_cell
union all
-- What managers cost, whatever tiers it is spread over, adds up to their pay.
select
    managers.cost_month,
    'all' as tier,
    'all' as route,
    'all' as provider_id,
    'management' as cost_class
from managers
cross join company
where
    company.min_people_per_cell > 1
    and managers.people_count < company.min_people_per_cell
