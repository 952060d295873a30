{#- Demand units of workflows that are in transition, from the announcement to the end of the ramp;
    they belong to the provider that the work moves to. -#}
with

demand as (

    select * from {{ ref("int_work_demand_months") }}

),

transitions as (

    select * from {{ ref("transitions") }}

),

providers as (

    select * from {{ ref("providers") }}

),

final as (

    select
        demand.demand_month as cost_month,
        demand.tier,
        demand.workflow_id,
        providers.route,
        providers.provider_id,
        cast(sum(demand.demand_unit_count) as bigint) as transition_unit_count,
        cast(
            sum(sum(demand.demand_unit_count)) over (partition by demand.demand_month) as bigint
        ) as month_transition_unit_count
    from demand
    inner join transitions
        on
            demand.workflow_id = transitions.workflow_id
            and {{ month_start("transitions.announced_date") }} <= demand.demand_month
            and demand.demand_month <= transitions.ramp_end_date
    inner join providers
        on transitions.to_provider_id = providers.provider_id
    group by
        demand.demand_month, demand.tier, demand.workflow_id, providers.route, providers.provider_id

)

select * from final
