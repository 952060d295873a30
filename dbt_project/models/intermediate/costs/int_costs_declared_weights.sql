{#- What the home's own drivers weigh per month and cell of work: a weight of its own (headcount,
    floor space), or one per demand unit (the effort that a request of a workflow takes). -#}
with

drivers as (

    select * from {{ ref("declared_drivers") }}

),

months as (

    select * from {{ ref("int_costs_months") }}

),

workflows as (

    select * from {{ ref("workflows") }}

),

providers as (

    select * from {{ ref("providers") }}

),

provider_units as (

    select * from {{ ref("int_costs_provider_units") }}

),

weights as (

    select
        months.cost_month,
        drivers.driver_id,
        workflows.tier,
        workflows.workflow_id,
        providers.route,
        providers.provider_id,
        drivers.weight * 10000 as driver_weight
    from drivers
    inner join months
        on {{ is_valid_on("months.cost_month", "drivers") }}
    inner join workflows
        on
            drivers.workflow_id = workflows.workflow_id
            and {{ is_valid_on("months.cost_month", "workflows") }}
    inner join providers
        on drivers.provider_id = providers.provider_id
    where not drivers.is_per_demand_unit
    union all
    select
        provider_units.cost_month,
        drivers.driver_id,
        provider_units.tier,
        provider_units.workflow_id,
        provider_units.route,
        provider_units.provider_id,
        drivers.weight * 10000 * provider_units.demand_unit_count as driver_weight
    from drivers
    inner join provider_units
        on
            drivers.workflow_id = provider_units.workflow_id
            and coalesce(drivers.provider_id, provider_units.provider_id)
            = provider_units.provider_id
            and {{ is_valid_on("provider_units.cost_month", "drivers") }}
    where drivers.is_per_demand_unit

),

final as (

    select
        cost_month,
        driver_id,
        tier,
        workflow_id,
        route,
        provider_id,
        sum({{ wide_integer("driver_weight") }}) as driver_weight
    from weights
    group by cost_month, driver_id, tier, workflow_id, route, provider_id

)

select * from final
