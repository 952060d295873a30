with

tier_months as (

    select * from {{ ref("cost_per_tier_month") }}

),

trend as (

    select * from {{ ref("int_comparison_trend_costs") }}

),

cells as (

    select * from {{ ref("int_privacy_cells") }}

),

routes as (

    select * from {{ ref("int_privacy_routes") }}

),

-- What is fixed in a tier's cost could be told from the season's effect on it.
withheld as (

    select cost_month
    from cells
    where is_shown_as_labour
    union
    select cost_month
    from routes
    where is_withheld

),

usual as (

    select
        tier,
        avg(cast(demand_unit_count as {{ double_type() }})) as demand_unit_count
    from tier_months
    where demand_unit_count > 0
    group by tier

),

joined as (

    select
        tier_months.cost_month,
        tier_months.tier,
        tier_months.tier_name,
        tier_months.currency_code,
        tier_months.cost_per_unit_amount,
        tier_months.demand_unit_count,
        cast(
            tier_months.demand_unit_count / nullif(usual.demand_unit_count, 0) as decimal(9, 4)
        ) as volume_factor,
        cast(trend.season_ten_thousandths / 10000.0 as decimal(9, 4)) as seasonality_factor,
        cast(trend.mix_ten_thousandths / 10000.0 as decimal(9, 4)) as mix_factor,
        cast(trend.wage_ten_thousandths / 10000.0 as decimal(9, 4)) as wage_index,
        case
            when not tier_months.is_suppressed and withheld.cost_month is null
                then {{ amount_from_cents("trend.normalized_cents") }}
        end as normalized_amount,
        tier_months.is_suppressed or withheld.cost_month is not null as is_suppressed
    from tier_months
    inner join trend
        on
            tier_months.cost_month = trend.cost_month
            and tier_months.tier = trend.tier
    inner join usual
        on tier_months.tier = usual.tier
    left join withheld
        on tier_months.cost_month = withheld.cost_month
    where tier_months.demand_unit_count > 0

),

final as (

    select
        cost_month,
        tier,
        tier_name,
        currency_code,
        demand_unit_count,
        cost_per_unit_amount,
        volume_factor,
        seasonality_factor,
        mix_factor,
        wage_index,
        {{ unit_amount("normalized_amount", "demand_unit_count") }}
            as cost_per_unit_normalized_amount,
        is_suppressed
    from joined

)

select * from final
