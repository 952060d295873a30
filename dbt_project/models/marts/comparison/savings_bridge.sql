with

bridges as (

    select * from {{ ref("int_comparison_bridges") }}

),

chosen as (

    select * from {{ ref("int_comparison_labour_behaviours") }}
    where is_chosen

),

sensitivity as (

    select * from {{ ref("bridge_sensitivity") }}

),

moved_units as (

    select * from {{ ref("int_comparison_moved_units") }}

),

months as (

    select * from {{ ref("int_comparison_months") }}
    where
        is_complete
        and comparison_part = 'after'

),

privacy as (

    select * from {{ ref("int_comparison_privacy") }}

),

company as (

    select * from {{ ref("company") }}

),

bars as (

    select
        bridges.comparison_id,
        bridges.bar_order,
        bridges.bar,
        cast(sum(bridges.part_cents) as bigint) as bar_cents,
        cast(sum(bridges.after_cents - bridges.budget_cents) as bigint) as added_cents,
        cast(sum(bridges.displaced_cents) as bigint) as displaced_cents
    from bridges
    inner join chosen
        on
            bridges.comparison_id = chosen.comparison_id
            and bridges.labour_behaviour = chosen.labour_behaviour
    group by bridges.comparison_id, bridges.bar_order, bridges.bar

),

-- The levels stand between the bars that lead to them.
levels as (

    select
        comparison_id,
        2 * bar_order as bar_order,
        bar,
        bar = 'before' as is_level,
        bar_cents,
        added_cents,
        displaced_cents
    from bars
    union all
    select
        comparison_id,
        9 as bar_order,
        'budget' as bar,
        true as is_level,
        cast(sum(bar_cents) as bigint) as bar_cents,
        cast(null as bigint) as added_cents,
        cast(null as bigint) as displaced_cents
    from bars
    where bar_order <= 4
    group by comparison_id
    union all
    select
        comparison_id,
        2 * max(bar_order) + 1 as bar_order,
        'after' as bar,
        true as is_level,
        cast(sum(bar_cents) as bigint) as bar_cents,
        cast(null as bigint) as added_cents,
        cast(null as bigint) as displaced_cents
    from bars
    group by comparison_id

),

ranges as (

    select
        comparison_id,
        bar,
        min(low_amount) as low_amount,
        max(high_amount) as high_amount
    from sensitivity
    group by comparison_id, bar

),

month_counts as (

    select
        comparison_id,
        count(*) as month_count
    from months
    group by comparison_id

),

joined as (

    select
        levels.*,
        ranges.low_amount,
        ranges.high_amount,
        {{ rounded_share_cents(
            "moved_units.moved_unit_millionths", "1", "1000000 * month_counts.month_count"
        ) }} as moved_unit_count,
        privacy.is_total_withheld,
        case
            when levels.bar in ('before', 'after') then privacy.is_total_withheld
            else privacy.is_bridge_withheld
        end as is_suppressed
    from levels
    inner join privacy
        on levels.comparison_id = privacy.comparison_id
    inner join month_counts
        on levels.comparison_id = month_counts.comparison_id
    left join ranges
        on
            levels.comparison_id = ranges.comparison_id
            and levels.bar = ranges.bar
    left join moved_units
        on
            levels.comparison_id = moved_units.comparison_id
            and levels.bar = moved_units.bar

),

shown as (

    select
        *,
        case when not is_suppressed then {{ amount_from_cents("bar_cents") }} end as bar_amount,
        case when not is_suppressed then {{ amount_from_cents("added_cents") }} end
            as added_amount,
        case when not is_suppressed then {{ amount_from_cents("displaced_cents") }} end
            as displaced_amount
    from joined

),

final as (

    select
        shown.comparison_id,
        cast(
            row_number() over (partition by shown.comparison_id order by shown.bar_order) as integer
        ) as bar_order,
        shown.bar,
        company.reporting_currency_code as currency_code,
        shown.bar_amount,
        shown.low_amount as low_bar_amount,
        shown.high_amount as high_bar_amount,
        shown.moved_unit_count,
        {{ unit_amount("shown.displaced_amount", "nullif(shown.moved_unit_count, 0)") }}
            as before_cost_per_unit_amount,
        {{ unit_amount("shown.added_amount", "nullif(shown.moved_unit_count, 0)") }}
            as after_cost_per_unit_amount,
        shown.is_level,
        coalesce(
            shown.bar not in ('before', 'budget', 'after', 'season', 'growth', 'mix', 'wage')
            and shown.bar_amount < 0, false
        ) as is_saving,
        shown.bar = 'transition_one_off' as is_one_off,
        shown.is_suppressed
    from shown
    cross join company

)

select * from final
