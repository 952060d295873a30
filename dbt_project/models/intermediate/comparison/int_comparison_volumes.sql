{#- Demand of each workflow in a month since the gap began, beside that of the months before. -#}
with

months as (

    select * from {{ ref("int_comparison_months") }}
    where is_complete

),

demand as (

    select
        demand_month,
        workflow_id,
        sum(demand_unit_count) as demand_unit_count
    from {{ ref("int_comparison_demand") }}
    group by demand_month, workflow_id

),

handled as (

    select
        cost_month,
        workflow_id,
        sum(handled_seconds) as handled_seconds
    from {{ ref("int_costs_handled_months") }}
    group by cost_month, workflow_id

),

before_demand as (

    select
        months.comparison_id,
        demand.workflow_id,
        sum(demand.demand_unit_count) as before_unit_count
    from months
    inner join demand
        on months.cost_month = demand.demand_month
    where months.comparison_part = 'before'
    group by months.comparison_id, demand.workflow_id

),

before_handled as (

    select
        months.comparison_id,
        handled.workflow_id,
        sum(handled.handled_seconds) as before_handled_seconds
    from months
    inner join handled
        on months.cost_month = handled.cost_month
    where months.comparison_part = 'before'
    group by months.comparison_id, handled.workflow_id

),

after_demand as (

    select
        months.comparison_id,
        months.cost_month,
        demand.workflow_id,
        demand.demand_unit_count
    from months
    inner join demand
        on months.cost_month = demand.demand_month
    where months.comparison_part <> 'before'

),

workflow_months as (

    select
        months.comparison_id,
        months.cost_month,
        before_demand.workflow_id
    from months
    inner join before_demand
        on months.comparison_id = before_demand.comparison_id
    where months.comparison_part <> 'before'
    union
    select
        comparison_id,
        cost_month,
        workflow_id
    from after_demand

),

final as (

    select
        workflow_months.comparison_id,
        workflow_months.cost_month,
        workflow_months.workflow_id,
        cast(coalesce(after_demand.demand_unit_count, 0) as bigint) as demand_unit_count,
        cast(coalesce(before_demand.before_unit_count, 0) as bigint) as before_unit_count,
        cast(coalesce(before_handled.before_handled_seconds, 0) as bigint)
            as before_handled_seconds
    from workflow_months
    left join after_demand
        on
            workflow_months.comparison_id = after_demand.comparison_id
            and workflow_months.cost_month = after_demand.cost_month
            and workflow_months.workflow_id = after_demand.workflow_id
    left join before_demand
        on
            workflow_months.comparison_id = before_demand.comparison_id
            and workflow_months.workflow_id = before_demand.workflow_id
    left join before_handled
        on
            workflow_months.comparison_id = before_handled.comparison_id
            and workflow_months.workflow_id = before_handled.workflow_id

)

select * from final
