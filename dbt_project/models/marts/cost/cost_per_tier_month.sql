{%- set cost_classes = [
    "labour", "overtime", "management", "vendor", "software", "automation", "overhead", "idle",
    "transition"
] -%}

with

costs as (

    select * from {{ ref("cost_per_tier_route_month") }}

),

demand as (

    select * from {{ ref("int_work_demand_months") }}

),

tiers as (

    select * from {{ ref("tiers") }}

),

company as (

    select * from {{ ref("company") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

tier_costs as (

    select
        cost_month,
        tier,
        {%- for cost_class in cost_classes %}
            cast(
                sum(case when cost_class = '{{ cost_class }}' then cost_amount else 0 end)
                as decimal(18, 2)
            ) as {{ cost_class }}_amount,
        {%- endfor %}
        cast(sum(cost_amount) as decimal(18, 2)) as cost_amount
    from costs
    group by cost_month, tier

),

tier_demand as (

    select
        demand.demand_month,
        demand.tier,
        sum(demand.demand_unit_count) as demand_unit_count,
        sum(demand.resolved_unit_count) as resolved_unit_count
    from demand
    inner join as_of
        on demand.demand_month <= as_of.as_of_month
    group by demand.demand_month, demand.tier

),

tier_months as (

    select
        cost_month,
        tier
    from tier_costs
    union
    select
        demand_month as cost_month,
        tier
    from tier_demand

),

final as (

    select
        tier_months.cost_month,
        tier_months.tier,
        tiers.tier_name,
        company.reporting_currency_code as currency_code,
        coalesce(tier_costs.cost_amount, 0) as cost_amount,
        {%- for cost_class in cost_classes %}
            coalesce(tier_costs.{{ cost_class }}_amount, 0) as {{ cost_class }}_amount,
        {%- endfor %}
        cast(coalesce(tier_demand.demand_unit_count, 0) as bigint) as demand_unit_count,
        cast(coalesce(tier_demand.resolved_unit_count, 0) as bigint) as resolved_unit_count,
        {{ unit_amount("coalesce(tier_costs.cost_amount, 0)", "tier_demand.demand_unit_count") }}
            as cost_per_unit_amount
    from tier_months
    inner join tiers
        on tier_months.tier = tiers.tier
    cross join company
    left join tier_costs
        on
            tier_months.cost_month = tier_costs.cost_month
            and tier_months.tier = tier_costs.tier
    left join tier_demand
        on
            tier_months.cost_month = tier_demand.demand_month
            and tier_months.tier = tier_demand.tier

)

select * from final
