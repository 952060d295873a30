{#- How much of each workflow's demand of a month went another way than before: the share on the
    route less the share before, as dividend and divisor. Work that did not exist before has not
    moved. -#}
with

months as (

    select * from {{ ref("int_comparison_months") }}
    where is_complete

),

demand as (

    select * from {{ ref("int_comparison_demand") }}

),

volumes as (

    select * from {{ ref("int_comparison_volumes") }}
    where
        demand_unit_count > 0
        and before_unit_count > 0

),

before_routes as (

    select
        months.comparison_id,
        demand.workflow_id,
        demand.route,
        sum(demand.demand_unit_count) as route_unit_count
    from months
    inner join demand
        on months.cost_month = demand.demand_month
    where months.comparison_part = 'before'
    group by months.comparison_id, demand.workflow_id, demand.route

),

after_routes as (

    select
        months.comparison_id,
        months.cost_month,
        demand.workflow_id,
        demand.route,
        demand.demand_unit_count as route_unit_count
    from months
    inner join demand
        on months.cost_month = demand.demand_month
    where months.comparison_part <> 'before'

),

routes as (

    select
        volumes.comparison_id,
        volumes.cost_month,
        volumes.workflow_id,
        before_routes.route
    from volumes
    inner join before_routes
        on
            volumes.comparison_id = before_routes.comparison_id
            and volumes.workflow_id = before_routes.workflow_id
    union
    select
        comparison_id,
        cost_month,
        workflow_id,
        route
    from after_routes

),

final as (

    select
        volumes.comparison_id,
        volumes.cost_month,
        volumes.workflow_id,
        routes.route,
        cast(coalesce(after_routes.route_unit_count, 0) as bigint) as route_unit_count,
        {{ wide_integer("coalesce(after_routes.route_unit_count, 0)") }}
        * volumes.before_unit_count
        - {{ wide_integer("coalesce(before_routes.route_unit_count, 0)") }}
        * volumes.demand_unit_count as shift_dividend,
        {{ wide_integer("volumes.demand_unit_count") }} * volumes.before_unit_count
            as shift_divisor,
        volumes.demand_unit_count
    from routes
    inner join volumes
        on
            routes.comparison_id = volumes.comparison_id
            and routes.cost_month = volumes.cost_month
            and routes.workflow_id = volumes.workflow_id
    left join before_routes
        on
            routes.comparison_id = before_routes.comparison_id
            and routes.workflow_id = before_routes.workflow_id
            and routes.route = before_routes.route
    left join after_routes
        on
            routes.comparison_id = after_routes.comparison_id
            and routes.cost_month = after_routes.cost_month
            and routes.workflow_id = after_routes.workflow_id
            and routes.route = after_routes.route

)

select * from final
