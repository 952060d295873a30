{#- Demand units per month, workflow and route. What a bot billed beyond the units that the log
    gives it was intercepted before any ticket existed: it arrived all the same. -#}
with

demand as (

    select * from {{ ref("int_work_demand_months") }}

),

billed_units as (

    select * from {{ ref("int_work_billed_units") }}
    where route = 'automation'

),

logged as (

    select
        demand_month,
        workflow_id,
        route,
        sum(demand_unit_count) as demand_unit_count
    from demand
    group by demand_month, workflow_id, route

),

billed as (

    select
        work_month,
        workflow_id,
        route,
        cast(sum(billed_unit_count) as bigint) as billed_unit_count
    from billed_units
    group by work_month, workflow_id, route

),

final as (

    select
        coalesce(logged.demand_month, billed.work_month) as demand_month,
        coalesce(logged.workflow_id, billed.workflow_id) as workflow_id,
        coalesce(logged.route, billed.route) as route,
        cast(
            greatest(
                coalesce(logged.demand_unit_count, 0), coalesce(billed.billed_unit_count, 0)
            ) as bigint
        ) as demand_unit_count,
        cast(
            greatest(
                coalesce(billed.billed_unit_count, 0) - coalesce(logged.demand_unit_count, 0), 0
            ) as bigint
        ) as unlogged_unit_count,
        case
            when billed.work_month is not null then coalesce(logged.demand_unit_count, 0)
        end as bot_logged_unit_count,
        billed.billed_unit_count as bot_billed_unit_count
    from logged
    full outer join billed
        on
            logged.demand_month = billed.work_month
            and logged.workflow_id = billed.workflow_id
            and logged.route = billed.route

)

select * from final
