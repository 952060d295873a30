{#- Demand units of the months after that went another way than before, by the bar of the route. -#}
with

shifts as (

    select * from {{ ref("int_comparison_route_shifts") }}

),

months as (

    select * from {{ ref("int_comparison_months") }}
    where
        is_complete
        and comparison_part = 'after'

),

final as (

    select
        shifts.comparison_id,
        {{ bridge_bar("'vendor'", "shifts.route") }} as bar,
        sum(shifts.route_unit_count) as route_unit_count,
        -- In millionths of a unit: the share before of a month's demand is no whole number.
        cast(
            sum(
                {{ rounded_share_cents(
                    "shifts.demand_unit_count * 1000000", "shifts.shift_dividend",
                    "shifts.shift_divisor"
                ) }}
            ) as bigint
        ) as moved_unit_millionths
    from shifts
    inner join months
        on
            shifts.comparison_id = months.comparison_id
            and shifts.cost_month = months.cost_month
    where shifts.route in ('onshore', 'offshore', 'automation')
    group by shifts.comparison_id, {{ bridge_bar("'vendor'", "shifts.route") }}

)

select * from final
