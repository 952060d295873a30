{#- Demand units per month and cell of work, however they were solved: bot-solved tickets count. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

work_counts as (

    select * from {{ ref("int_work_counts") }}

),

units as (

    select
        created_month as demand_month,
        tier,
        workflow_id,
        service,
        route,
        provider_id,
        cast(1 as bigint) as demand_unit_count,
        case when is_resolved then 1 else 0 end as resolved_unit_count
    from tickets
    where is_demand_unit
    union all
    select
        work_month as demand_month,
        tier,
        workflow_id,
        service,
        route,
        provider_id,
        unit_count as demand_unit_count,
        resolved_count as resolved_unit_count
    from work_counts

),

final as (

    select
        demand_month,
        tier,
        workflow_id,
        service,
        route,
        provider_id,
        cast(sum(demand_unit_count) as bigint) as demand_unit_count,
        cast(sum(resolved_unit_count) as bigint) as resolved_unit_count
    from units
    group by demand_month, tier, workflow_id, service, route, provider_id

)

select * from final
