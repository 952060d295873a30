{#- Seats by whose people hold them: seats of the own team, used or not, follow its handled time; a
    vendor's seats follow the vendor's units. -#}
with

seats as (

    select * from {{ ref("int_costs_seats_unioned") }}

),

agents as (

    select * from {{ ref("int_work_agents") }}

),

providers as (

    select * from {{ ref("providers") }}

),

handled as (

    select * from {{ ref("int_costs_handled_months") }}

),

provider_units as (

    select * from {{ ref("int_costs_provider_units") }}

),

holders as (

    select
        seats.seat_month as cost_month,
        seats.system_name,
        providers.provider_id,
        count(*) as seat_count
    from seats
    left join agents
        on
            seats.system_name = agents.agent_source_system
            and seats.person_id = agents.agent_source_id
            and {{ is_valid_on("seats.seat_month", "agents") }}
    left join providers
        on agents.employer = providers.provider_id
    group by seats.seat_month, seats.system_name, providers.provider_id

),

weights as (

    select
        holders.cost_month,
        holders.system_name,
        handled.tier,
        handled.workflow_id,
        handled.route,
        handled.provider_id,
        {{ nested_weight(
            "holders.seat_count", "handled.handled_seconds", "handled.month_handled_seconds"
        ) }} as driver_weight
    from holders
    inner join handled
        on holders.cost_month = handled.cost_month
    where holders.provider_id is null
    union all
    select
        holders.cost_month,
        holders.system_name,
        provider_units.tier,
        provider_units.workflow_id,
        provider_units.route,
        provider_units.provider_id,
        {{ nested_weight(
            "holders.seat_count", "provider_units.demand_unit_count",
            "provider_units.provider_unit_count"
        ) }} as driver_weight
    from holders
    inner join provider_units
        on
            holders.cost_month = provider_units.cost_month
            and holders.provider_id = provider_units.provider_id

),

final as (

    select
        cost_month,
        system_name,
        tier,
        workflow_id,
        route,
        provider_id,
        sum(driver_weight) as driver_weight
    from weights
    group by cost_month, system_name, tier, workflow_id, route, provider_id

)

select * from final
