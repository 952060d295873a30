-- If this fails, a published labour cell shows the pay of fewer people than the home allows
-- (company.csv, min_people_per_cell); nothing is published until the threshold or the tiers change.
with

handled as (

    select * from {{ ref("int_work_handled") }}

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
