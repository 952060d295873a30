{#- Demand units of each provider per month and cell of work, with the provider's total. -#}
with

demand as (

    select * from {{ ref("int_work_demand_months") }}

),

final as (

    select
        demand_month as cost_month,
        tier,
        workflow_id,
        route,
        provider_id,
        cast(sum(demand_unit_count) as bigint) as demand_unit_count,
        cast(sum(sum(demand_unit_count)) over (partition by demand_month, provider_id) as bigint)
            as provider_unit_count
    from demand
    group by demand_month, tier, workflow_id, route, provider_id

)

select * from final
