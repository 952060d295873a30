{#- What each driver weighs per month and cell of work. A driver's unit is its own: a pool is spread
    by one driver only. -#}
with

handled as (

    select * from {{ ref("int_costs_handled_months") }}

),

time_entries as (

    select * from {{ ref("int_work_time_entries") }}

),

management as (

    select * from {{ ref("int_costs_management_weights") }}

),

seats as (

    select * from {{ ref("int_costs_seat_weights") }}

),

billed_units as (

    select * from {{ ref("int_work_billed_units") }}

),

attempts as (

    select * from {{ ref("int_work_automation_attempts") }}

),

provider_units as (

    select * from {{ ref("int_costs_provider_units") }}

),

transition_units as (

    select * from {{ ref("int_costs_transition_units") }}

),

declared as (

    select * from {{ ref("int_costs_declared_weights") }}

),

weights as (

    {% for driver_id, table, month, weight, system_name in [
        ("handled_seconds", "handled", "cost_month", "handled_seconds", "cast(null as varchar)"),
        ("seat_count", "seats", "cost_month", "driver_weight", "system_name"),
        ("billed_units", "billed_units", "work_month", "billed_unit_count * 10000", "cast(null as varchar)"),
        ("automation_attempts", "attempts", "work_month", "attempt_count", "cast(null as varchar)"),
        ("demand_units", "provider_units", "cost_month", "demand_unit_count", "cast(null as varchar)"),
        ("transition_units", "transition_units", "cost_month", "transition_unit_count", "cast(null as varchar)"),
    ] -%}
        select
            {{ month }} as cost_month,
            '{{ driver_id }}' as driver_id,
            {{ system_name }} as system_name,
            tier,
            workflow_id,
            route,
            provider_id,
            cast(null as varchar) as cost_class,
            {{ wide_integer(weight) }} as driver_weight
        from {{ table }}
        union all
    {% endfor -%}
    select
        cost_month,
        driver_id,
        cast(null as varchar) as system_name,
        tier,
        workflow_id,
        route,
        provider_id,
        cast(null as varchar) as cost_class,
        {{ wide_integer("driver_weight") }} as driver_weight
    from declared
    union all
    select
        cost_month,
        'management_seconds' as driver_id,
        cast(null as varchar) as system_name,
        tier,
        workflow_id,
        route,
        provider_id,
        cost_class,
        {{ wide_integer("driver_weight") }} as driver_weight
    from management
    union all
    select
        work_month as cost_month,
        'logged_seconds' as driver_id,
        cast(null as varchar) as system_name,
        tier,
        workflow_id,
        route,
        provider_id,
        cast(null as varchar) as cost_class,
        {{ wide_integer("sum(worked_seconds)") }} as driver_weight
    from time_entries
    where
        activity = 'support'
        and employer = 'internal'
    group by work_month, tier, workflow_id, route, provider_id

),

final as (

    select
        cost_month,
        driver_id,
        system_name,
        tier,
        workflow_id,
        route,
        provider_id,
        cost_class,
        driver_weight
    from weights
    where driver_weight > 0

)

select * from final
