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
        allocated.tier,
        allocated.route,
        allocated.provider_id,
        allocated.cost_class,
        {{ amount_from_cents("sum(allocated.cost_cents)") }} as cost_amount,
        company.reporting_currency_code as currency_code
    from allocated
    cross join company
    group by
        allocated.cost_month, allocated.tier, allocated.route, allocated.provider_id,
        allocated.cost_class, company.reporting_currency_code

)

select * from final
