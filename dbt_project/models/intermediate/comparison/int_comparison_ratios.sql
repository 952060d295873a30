{#- Each month after the start of the gap against the mean month before, in millionths: season,
    volume, the own team's work, wages. -#}
with

months as (

    select * from {{ ref("int_comparison_months") }}
    where is_complete

),

volumes as (

    select * from {{ ref("int_comparison_volumes") }}

),

seasons as (

    select * from {{ ref("int_comparison_seasons") }}

),

wages as (

    select * from {{ ref("int_comparison_wages") }}

),

cells as (

    select * from {{ ref("int_comparison_cells") }}
    where is_complete

),

month_factors as (

    select
        months.comparison_id,
        months.cost_month,
        months.comparison_part,
        coalesce(seasons.factor_ten_thousandths, 10000) as season_ten_thousandths,
        wages.wage_ten_thousandths
    from months
    inner join wages
        on
            months.comparison_id = wages.comparison_id
            and months.cost_month = wages.cost_month
    left join seasons
        on extract(month from months.cost_month) = seasons.calendar_month

),

before_pay as (

    select
        cells.comparison_id,
        sum(cells.pay_cents) as pay_cents,
        -- The pay of each month at the wages of the last month before.
        sum(
            {{ rounded_share_cents(
                "cells.pay_cents", "10000", "month_factors.wage_ten_thousandths"
            ) }}
        ) as real_pay_cents
    from cells
    inner join month_factors
        on
            cells.comparison_id = month_factors.comparison_id
            and cells.cost_month = month_factors.cost_month
    where cells.comparison_part = 'before'
    group by cells.comparison_id

),

before_factors as (

    select
        comparison_id,
        count(*) as month_count,
        sum(season_ten_thousandths) as season_ten_thousandths
    from month_factors
    where comparison_part = 'before'
    group by comparison_id

),

month_volumes as (

    select
        comparison_id,
        cost_month,
        sum(demand_unit_count) as demand_unit_count,
        sum(before_unit_count) as before_unit_count,
        sum(
            coalesce(
                {{ rounded_share_cents(
                    "before_handled_seconds * 1000", "demand_unit_count", "before_unit_count"
                ) }},
                0
            )
        ) as work_thousandths,
        sum(
            case when before_unit_count > 0 then before_handled_seconds else 0 end
        ) as before_handled_seconds
    from volumes
    group by comparison_id, cost_month

),

compared as (

    select
        month_volumes.comparison_id,
        month_volumes.cost_month,
        before_factors.month_count as before_month_count,
        coalesce(
            {{ rounded_share_cents(
                "before_factors.month_count * 1000000", "month_factors.season_ten_thousandths",
                "before_factors.season_ten_thousandths"
            ) }},
            1000000
        ) as season_millionths,
        coalesce(
            {{ rounded_share_cents(
                "before_factors.month_count * 1000000", "month_volumes.demand_unit_count",
                "month_volumes.before_unit_count"
            ) }},
            1000000
        ) as volume_millionths,
        {{ rounded_share_cents(
            "before_factors.month_count * 1000", "month_volumes.work_thousandths",
            "month_volumes.before_handled_seconds"
        ) }} as handled_millionths,
        coalesce(
            {{ rounded_share_cents(
                "month_factors.wage_ten_thousandths * 100", "before_pay.real_pay_cents",
                "before_pay.pay_cents"
            ) }},
            1000000
        ) as wage_millionths
    from month_volumes
    inner join before_factors
        on month_volumes.comparison_id = before_factors.comparison_id
    inner join month_factors
        on
            month_volumes.comparison_id = month_factors.comparison_id
            and month_volumes.cost_month = month_factors.cost_month
    left join before_pay
        on month_volumes.comparison_id = before_pay.comparison_id

),

final as (

    select
        comparison_id,
        cost_month,
        before_month_count,
        season_millionths,
        volume_millionths,
        -- Where nobody's time is known, work is taken to follow the units.
        coalesce(handled_millionths, volume_millionths) as work_millionths,
        wage_millionths
    from compared

)

select * from final
