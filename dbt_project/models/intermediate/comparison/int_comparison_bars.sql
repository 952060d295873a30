{#- The bars of the bridge by class, in millionths of a cent, summed over the months after. -#}
with

budgets as (

    select * from {{ ref("int_comparison_budgets") }}

),

route_costs as (

    select * from {{ ref("int_comparison_route_costs") }}
    where comparison_part = 'after'

),

months as (

    select * from {{ ref("int_comparison_months") }}
    where
        is_complete
        and comparison_part = 'after'

),

month_counts as (

    select
        comparison_id,
        count(*) as after_month_count
    from months
    group by comparison_id

),

after_budgets as (

    select budgets.*
    from budgets
    inner join months
        on
            budgets.comparison_id = months.comparison_id
            and budgets.cost_month = months.cost_month

),

bars as (

    {% for bar, level, level_before in [
        ("before", "before_microcents", "0"),
        ("season", "season_microcents", "before_microcents"),
        ("growth", "growth_microcents", "season_microcents"),
        ("mix", "mix_microcents", "growth_microcents"),
        ("wage", "budget_microcents", "mix_microcents"),
    ] -%}
        select
            comparison_id,
            labour_behaviour,
            '{{ bar }}' as bar,
            cost_class,
            cast(null as bigint) as after_microcents,
            cast(null as bigint) as budget_microcents,
            cast(null as bigint) as displaced_microcents,
            cast(sum({{ level }} - {{ level_before }}) as bigint) as bar_microcents
        from after_budgets
        group by comparison_id, labour_behaviour, cost_class
        union all
    {% endfor -%}
    select
        comparison_id,
        labour_behaviour,
        bar,
        cost_class,
        cast(sum(after_microcents) as bigint) as after_microcents,
        cast(sum(budget_microcents) as bigint) as budget_microcents,
        cast(sum(displaced_microcents) as bigint) as displaced_microcents,
        cast(sum(after_microcents - budget_microcents - displaced_microcents) as bigint)
            as bar_microcents
    from route_costs
    group by comparison_id, labour_behaviour, bar, cost_class

),

final as (

    select
        bars.comparison_id,
        bars.labour_behaviour,
        bars.bar,
        bars.cost_class,
        month_counts.after_month_count,
        bars.after_microcents,
        bars.budget_microcents,
        bars.displaced_microcents,
        bars.bar_microcents
    from bars
    inner join month_counts
        on bars.comparison_id = month_counts.comparison_id

)

select * from final
