with

cells as (

    select * from {{ ref("int_privacy_cells") }}

),

withheld_tiers as (

    select * from {{ ref("int_privacy_tiers") }}
    where is_withheld

),

withheld_classes as (

    select * from {{ ref("int_privacy_withheld_classes") }}

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

class_costs as (

    select
        cost_month,
        tier,
        cost_class,
        cost_cents,
        case when is_imputed then cost_cents else 0 end as imputed_cents,
        case when is_imputed and is_shown_as_labour then 1 else 0 end as withheld_imputed_count,
        0 as withheld_count
    from cells
    union all
    select
        cost_month,
        tier,
        cost_class,
        0 as cost_cents,
        0 as imputed_cents,
        0 as withheld_imputed_count,
        1 as withheld_count
    from withheld_classes

),

tier_costs as (

    select
        cost_month,
        tier,
        {%- for cost_class in cost_classes() %}
            case
                when
                    sum(case when cost_class = '{{ cost_class }}' then withheld_count else 0 end)
                    = 0
                    then {{ amount_from_cents(
                        "sum(case when cost_class = '" ~ cost_class ~ "' then cost_cents else 0 end)"
                    ) }}
            end as {{ cost_class }}_amount,
        {%- endfor %}
        {{ amount_from_cents("sum(cost_cents)") }} as cost_amount,
        case
            when sum(withheld_imputed_count) = 0
                then {{ amount_from_cents("sum(imputed_cents)") }}
        end as imputed_amount
    from class_costs
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

joined as (

    select
        tier_months.cost_month,
        tier_months.tier,
        tiers.tier_name,
        company.reporting_currency_code as currency_code,
        case
            when withheld_tiers.tier is null then coalesce(tier_costs.cost_amount, 0)
        end as cost_amount,
        {%- for cost_class in cost_classes() %}
            case
                when tier_costs.tier is null then 0
                else tier_costs.{{ cost_class }}_amount
            end as {{ cost_class }}_amount,
        {%- endfor %}
        case
            when tier_costs.tier is null then 0
            else tier_costs.imputed_amount
        end as imputed_amount,
        cast(coalesce(tier_demand.demand_unit_count, 0) as bigint) as demand_unit_count,
        cast(coalesce(tier_demand.resolved_unit_count, 0) as bigint) as resolved_unit_count,
        withheld_tiers.tier is not null as is_suppressed
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
    left join withheld_tiers
        on
            tier_months.cost_month = withheld_tiers.cost_month
            and tier_months.tier = withheld_tiers.tier

),

final as (

    select
        *,
        {{ unit_amount("cost_amount", "demand_unit_count") }} as cost_per_unit_amount,
        {{ unit_amount("cost_amount", "resolved_unit_count") }} as cost_per_resolved_unit_amount
    from joined

)

select * from final
