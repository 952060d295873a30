{#- The range of each bar over every order in which the levers could have come. Overtime is a rate
    times the own team's time; a lever that frees time earns overtime at the rate before if it came
    first and at the rate after if it came last, and the mean of both is its Shapley value. -#}
with

bridges as (

    select * from {{ ref("int_comparison_bridges") }}

),

bars as (

    select * from {{ ref("int_comparison_bars") }}
    where cost_class = 'overtime'

),

chosen as (

    select * from {{ ref("int_comparison_labour_behaviours") }}
    where is_chosen

),

own_time as (

    select * from {{ ref("int_comparison_own_time") }}

),

overtime as (

    select
        bars.comparison_id,
        bars.after_month_count,
        {{ integer_divide("bars.after_microcents", "1000000") }} as after_cents,
        {{ integer_divide("bars.budget_microcents", "1000000") }} as budget_cents
    from bars
    inner join chosen
        on
            bars.comparison_id = chosen.comparison_id
            and bars.labour_behaviour = chosen.labour_behaviour
    where bars.bar = 'overtime_and_coverage'

),

total_time as (

    select
        comparison_id,
        sum(spent_seconds) as spent_seconds,
        sum(expected_seconds) as expected_seconds
    from own_time
    group by comparison_id

),

levers as (

    select
        bridges.comparison_id,
        bridges.bar,
        cast(sum(bridges.part_cents) as bigint) as bar_cents
    from bridges
    inner join chosen
        on
            bridges.comparison_id = chosen.comparison_id
            and bridges.labour_behaviour = chosen.labour_behaviour
    where
        bridges.bar in (
            'shift_to_onshore', 'shift_to_offshore', 'automation', 'in_house_rate',
            'overtime_and_coverage'
        )
    group by bridges.comparison_id, bridges.bar

),

-- What a lever is worth beyond its own bar, if the rate of overtime had still been that before,
-- and if it had already been that after.
effects as (

    select
        levers.comparison_id,
        levers.bar,
        levers.bar_cents,
        coalesce(
            case
                when levers.bar = 'overtime_and_coverage'
                    then {{ rounded_share_cents(
                        "overtime.after_cents",
                        "total_time.expected_seconds - total_time.spent_seconds",
                        "total_time.spent_seconds * overtime.after_month_count"
                    ) }}
                else {{ rounded_share_cents(
                    "overtime.budget_cents", "own_time.spent_seconds - own_time.expected_seconds",
                    "total_time.expected_seconds * overtime.after_month_count"
                ) }}
            end,
            0
        ) as first_cents,
        coalesce(
            case
                when levers.bar = 'overtime_and_coverage'
                    then {{ rounded_share_cents(
                        "overtime.budget_cents",
                        "total_time.expected_seconds - total_time.spent_seconds",
                        "total_time.expected_seconds * overtime.after_month_count"
                    ) }}
                else {{ rounded_share_cents(
                    "overtime.after_cents", "own_time.spent_seconds - own_time.expected_seconds",
                    "total_time.spent_seconds * overtime.after_month_count"
                ) }}
            end,
            0
        ) as last_cents
    from levers
    left join own_time
        on
            levers.comparison_id = own_time.comparison_id
            and levers.bar = own_time.bar
    left join total_time
        on levers.comparison_id = total_time.comparison_id
    left join overtime
        on levers.comparison_id = overtime.comparison_id

),

final as (

    select
        comparison_id,
        bar,
        bar_cents + {{ rounded_share_cents("first_cents + last_cents", "1", "2") }}
            as shapley_cents,
        bar_cents + least(first_cents, last_cents) as low_cents,
        bar_cents + greatest(first_cents, last_cents) as high_cents
    from effects

)

select * from final
