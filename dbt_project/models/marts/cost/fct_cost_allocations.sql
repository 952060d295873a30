{{ config(schema="private") }}

with

allocated as (

    select * from {{ ref("int_costs_allocated") }}

),

company as (

    select * from {{ ref("company") }}

),

final as (

    select
        allocated.cost_month,
        allocated.pool_id,
        allocated.is_imputed,
        allocated.tier,
        allocated.workflow_id,
        allocated.route,
        allocated.provider_id,
        allocated.cost_class,
        {{ amount_from_cents("allocated.cost_cents") }} as cost_amount,
        {{ amount_from_cents("allocated.pool_cents") }} as pool_cost_amount,
        company.reporting_currency_code as currency_code,
        allocated.rule_id,
        allocated.driver_id,
        cast(allocated.driver_weight as decimal(38, 0)) as driver_weight,
        cast(allocated.pool_weight as decimal(38, 0)) as driver_total_weight,
        allocated.cost_class = 'idle' as is_idle
    from allocated
    cross join company

)

select * from final
