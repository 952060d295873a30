{#- The bridge in whole cents of the average month after, for each way in which labour can behave.
    Running levels are rounded, and a part is the difference of two of them: the parts add up from
    the average month before to the average month after, to the cent. -#}
with

bars as (

    select * from {{ ref("int_comparison_bars") }}

),

bar_orders as (

    select
        'before' as bar,
        0 as bar_order
    {% for bar in bridge_bars() -%}
        union all
        select
            '{{ bar }}' as bar,
            {{ loop.index }} as bar_order
    {% endfor %}
),

classes as (

    {% for cost_class in cost_classes() -%}
        select '{{ cost_class }}' as cost_class
        {{ "union all" if not loop.last }}
    {% endfor %}
),

comparisons as (

    select distinct
        comparison_id,
        labour_behaviour,
        after_month_count
    from bars

),

filled as (

    select
        comparisons.comparison_id,
        comparisons.labour_behaviour,
        comparisons.after_month_count * 1000000 as divisor,
        bar_orders.bar_order,
        bar_orders.bar,
        classes.cost_class,
        bars.after_microcents,
        bars.budget_microcents,
        bars.displaced_microcents,
        coalesce(bars.bar_microcents, 0) as bar_microcents
    from comparisons
    cross join bar_orders
    cross join classes
    left join bars
        on
            comparisons.comparison_id = bars.comparison_id
            and comparisons.labour_behaviour = bars.labour_behaviour
            and bar_orders.bar = bars.bar
            and classes.cost_class = bars.cost_class

),

running as (

    select
        *,
        sum(bar_microcents) over (
            partition by comparison_id, labour_behaviour
            order by bar_order, cost_class
            rows between unbounded preceding and current row
        ) as level_microcents
    from filled

),

levels as (

    select
        *,
        {{ rounded_share_cents("level_microcents", "1", "divisor") }} as level_cents
    from running

),

final as (

    select
        comparison_id,
        labour_behaviour,
        bar_order,
        bar,
        cost_class,
        {{ rounded_share_cents("after_microcents", "1", "divisor") }} as after_cents,
        {{ rounded_share_cents("budget_microcents", "1", "divisor") }} as budget_cents,
        {{ rounded_share_cents("displaced_microcents", "1", "divisor") }} as displaced_cents,
        bar_microcents,
        level_cents,
        level_cents - lag(level_cents, 1, 0) over (
            partition by comparison_id, labour_behaviour
            order by bar_order, cost_class
        ) as part_cents
    from levels

)

select * from final
