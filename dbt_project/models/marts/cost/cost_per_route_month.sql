with

costs as (

    select * from {{ ref("cost_per_tier_route_month") }}

),

merged as (

    select distinct
        cost_month,
        tier,
        route,
        provider_id
    from {{ ref("int_privacy_cells") }}
    where is_shown_as_labour

),

demand as (

    select * from {{ ref("int_work_demand_months") }}

),

company as (

    select * from {{ ref("company") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

-- One withheld amount withholds the sum of its row.
route_costs as (

    select
        cost_month,
        tier,
        route,
        provider_id,
        case
            when count(*) = count(cost_amount) then cast(sum(cost_amount) as decimal(18, 2))
        end as cost_amount,
        sum(
            case when cost_class in ('labour', 'overtime') and is_suppressed then 1 else 0 end
        ) as withheld_shadow_count,
        cast(
            sum(
                case
                    when cost_class in ('labour', 'overtime') and route <> 'in_house'
                        then cost_amount
                    else 0
                end
            ) as decimal(18, 2)
        ) as shadow_work_amount,
        count(*) > count(cost_amount) as is_suppressed
    from costs
    group by cost_month, tier, route, provider_id

),

route_demand as (

    select
        demand.demand_month as cost_month,
        demand.tier,
        demand.route,
        demand.provider_id,
        cast(sum(demand.demand_unit_count) as bigint) as demand_unit_count,
        cast(sum(demand.resolved_unit_count) as bigint) as resolved_unit_count
    from demand
    inner join as_of
        on demand.demand_month <= as_of.as_of_month
    group by demand.demand_month, demand.tier, demand.route, demand.provider_id

),

joined as (

    select
        coalesce(route_costs.cost_month, route_demand.cost_month) as cost_month,
        coalesce(route_costs.tier, route_demand.tier) as tier,
        coalesce(route_costs.route, route_demand.route) as route,
        coalesce(route_costs.provider_id, route_demand.provider_id) as provider_id,
        case
            when route_costs.tier is null then 0
            else route_costs.cost_amount
        end as cost_amount,
        case
            when route_costs.tier is null then 0
            when route_costs.withheld_shadow_count = 0 and merged.tier is null
                then route_costs.shadow_work_amount
        end as shadow_work_amount,
        coalesce(route_demand.demand_unit_count, 0) as demand_unit_count,
        coalesce(route_demand.resolved_unit_count, 0) as resolved_unit_count,
        coalesce(route_costs.is_suppressed, false) as is_suppressed
    from route_costs
    full outer join route_demand
        on
            route_costs.cost_month = route_demand.cost_month
            and route_costs.tier = route_demand.tier
            and route_costs.route = route_demand.route
            and route_costs.provider_id = route_demand.provider_id
    left join merged
        on
            route_costs.cost_month = merged.cost_month
            and route_costs.tier = merged.tier
            and route_costs.route = merged.route
            and route_costs.provider_id = merged.provider_id

),

final as (

    select
        joined.cost_month,
        joined.tier,
        joined.route,
        joined.provider_id,
        company.reporting_currency_code as currency_code,
        joined.cost_amount,
        joined.shadow_work_amount,
        joined.demand_unit_count,
        joined.resolved_unit_count,
        {{ unit_amount("joined.cost_amount", "joined.demand_unit_count") }}
            as cost_per_unit_amount,
        {{ unit_amount("joined.cost_amount", "joined.resolved_unit_count") }}
            as cost_per_resolved_unit_amount,
        joined.is_suppressed
    from joined
    cross join company

)

select * from final
