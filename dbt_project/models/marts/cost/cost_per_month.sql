with

cells as (

    select * from {{ ref("int_privacy_cells") }}

),

cell_people as (

    select * from {{ ref("int_privacy_cell_people") }}

),

tier_months as (

    select * from {{ ref("cost_per_tier_month") }}

),

company as (

    select * from {{ ref("company") }}

),

month_costs as (

    select
        cost_month,
        sum(cost_cents) as cost_cents,
        sum(case when is_pay then 1 else 0 end) as pay_count
    from cells
    group by cost_month

),

month_people as (

    select
        cost_month,
        count(distinct agent_key) as people_count
    from cell_people
    group by cost_month

),

units as (

    select
        cost_month,
        cast(sum(demand_unit_count) as bigint) as demand_unit_count,
        cast(sum(resolved_unit_count) as bigint) as resolved_unit_count
    from tier_months
    group by cost_month

),

joined as (

    select
        units.cost_month,
        company.reporting_currency_code as currency_code,
        coalesce(month_costs.pay_count, 0) > 0
        and coalesce(month_people.people_count, 0) < company.min_people_per_cell as is_suppressed,
        {{ amount_from_cents("coalesce(month_costs.cost_cents, 0)") }} as month_cost_amount,
        units.demand_unit_count,
        units.resolved_unit_count
    from units
    cross join company
    left join month_costs
        on units.cost_month = month_costs.cost_month
    left join month_people
        on units.cost_month = month_people.cost_month

),

shown as (

    select
        *,
        case when not is_suppressed then month_cost_amount end as cost_amount
    from joined

),

final as (

    select
        cost_month,
        currency_code,
        cost_amount,
        demand_unit_count,
        resolved_unit_count,
        {{ unit_amount("cost_amount", "demand_unit_count") }} as cost_per_unit_amount,
        {{ unit_amount("cost_amount", "resolved_unit_count") }} as cost_per_resolved_unit_amount,
        is_suppressed
    from shown

)

select * from final
