{#- Cost of each tier and month at the same work and the same wages, in cents: what follows the work
    at the tier's usual mix, what does not over the units of a month without season. -#}
with

allocated as (

    select * from {{ ref("int_costs_allocated") }}

),

pool_pay as (

    select * from {{ ref("int_comparison_pool_pay") }}

),

wages as (

    select * from {{ ref("int_comparison_trend_wages") }}

),

mix as (

    select * from {{ ref("int_comparison_trend_mix") }}

),

seasons as (

    select * from {{ ref("int_comparison_seasons") }}

),

cells as (

    select
        allocated.cost_month,
        allocated.tier,
        {{ cost_behaviour("allocated.cost_class") }} = 'fixed' as is_fixed,
        allocated.cost_cents,
        coalesce(
            {{ rounded_share_cents(
                "allocated.cost_cents", "pool_pay.pay_cents", "allocated.pool_cents"
            ) }},
            0
        ) as pay_cents
    from allocated
    left join pool_pay
        on
            allocated.cost_month = pool_pay.cost_month
            and allocated.pool_id = pool_pay.pool_id
            and allocated.is_imputed = pool_pay.is_imputed

),

tier_months as (

    select
        cost_month,
        tier,
        sum(case when is_fixed then cost_cents - pay_cents else 0 end) as fixed_cents,
        sum(case when is_fixed then pay_cents else 0 end) as fixed_pay_cents,
        sum(case when is_fixed then 0 else cost_cents - pay_cents end) as work_cents,
        sum(case when is_fixed then 0 else pay_cents end) as work_pay_cents
    from cells
    group by cost_month, tier

),

factors as (

    select
        tier_months.*,
        coalesce(wages.wage_ten_thousandths, 10000) as wage_ten_thousandths,
        coalesce(mix.mix_ten_thousandths, 10000) as mix_ten_thousandths,
        coalesce(seasons.factor_ten_thousandths, 10000) as season_ten_thousandths
    from tier_months
    left join wages
        on tier_months.cost_month = wages.cost_month
    left join mix
        on
            tier_months.cost_month = mix.cost_month
            and tier_months.tier = mix.tier
    left join seasons
        on extract(month from tier_months.cost_month) = seasons.calendar_month

),

real_costs as (

    select
        *,
        fixed_cents
        + {{ rounded_share_cents("fixed_pay_cents", "10000", "wage_ten_thousandths") }}
            as real_fixed_cents,
        work_cents
        + {{ rounded_share_cents("work_pay_cents", "10000", "wage_ten_thousandths") }}
            as real_work_cents
    from factors

),

final as (

    select
        cost_month,
        tier,
        wage_ten_thousandths,
        mix_ten_thousandths,
        season_ten_thousandths,
        {{ rounded_share_cents("real_work_cents", "10000", "mix_ten_thousandths") }}
        + {{ rounded_share_cents("real_fixed_cents", "season_ten_thousandths", "10000") }}
            as normalized_cents
    from real_costs

)

select * from final
