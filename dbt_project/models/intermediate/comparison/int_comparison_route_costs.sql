{#- Per month since the gap began, bar and class: what was paid on the bar's routes, what the budget
    has there, and the part of the budget of other routes whose work has moved here. -#}
with

cells as (

    select * from {{ ref("int_comparison_cells") }}
    where
        is_complete
        and comparison_part <> 'before'

),

budgets as (

    select * from {{ ref("int_comparison_budgets") }}

),

months as (

    select * from {{ ref("int_comparison_months") }}
    where
        is_complete
        and comparison_part <> 'before'

),

shifts as (

    select * from {{ ref("int_comparison_route_shifts") }}

),

workflow_budgets as (

    select
        comparison_id,
        cost_month,
        labour_behaviour,
        workflow_id,
        cost_class,
        cast(sum(budget_microcents) as bigint) as budget_microcents
    from budgets
    where cost_class not in ('overtime', 'idle', 'transition')
    group by comparison_id, cost_month, labour_behaviour, workflow_id, cost_class

),

behaviours as (

    {% for behaviour in labour_behaviours() -%}
        select '{{ behaviour }}' as labour_behaviour
        {{ "union all" if not loop.last }}
    {% endfor %}
),

moved as (

    select
        workflow_budgets.comparison_id,
        workflow_budgets.cost_month,
        workflow_budgets.labour_behaviour,
        {{ bridge_bar("workflow_budgets.cost_class", "shifts.route") }} as bar,
        workflow_budgets.cost_class,
        {{ rounded_share_cents(
            "workflow_budgets.budget_microcents", "shifts.shift_dividend", "shifts.shift_divisor"
        ) }} as displaced_microcents
    from workflow_budgets
    inner join shifts
        on
            workflow_budgets.comparison_id = shifts.comparison_id
            and workflow_budgets.cost_month = shifts.cost_month
            and workflow_budgets.workflow_id = shifts.workflow_id
    where shifts.route in ('onshore', 'offshore', 'automation')

),

parts as (

    select
        cells.comparison_id,
        cells.cost_month,
        behaviours.labour_behaviour,
        {{ bridge_bar("cells.cost_class", "cells.route") }} as bar,
        cells.cost_class,
        cells.cost_cents * 1000000 as after_microcents,
        0 as budget_microcents,
        0 as displaced_microcents
    from cells
    cross join behaviours
    union all
    select
        comparison_id,
        cost_month,
        labour_behaviour,
        {{ bridge_bar("cost_class", "route") }} as bar,
        cost_class,
        0 as after_microcents,
        budget_microcents,
        0 as displaced_microcents
    from budgets
    union all
    select
        comparison_id,
        cost_month,
        labour_behaviour,
        bar,
        cost_class,
        0 as after_microcents,
        0 as budget_microcents,
        displaced_microcents
    from moved
    union all
    -- What moved to one route is gone from the own team's.
    select
        comparison_id,
        cost_month,
        labour_behaviour,
        'in_house_rate' as bar,
        cost_class,
        0 as after_microcents,
        0 as budget_microcents,
        -displaced_microcents as displaced_microcents
    from moved

),

final as (

    select
        parts.comparison_id,
        parts.cost_month,
        months.comparison_part,
        parts.labour_behaviour,
        parts.bar,
        parts.cost_class,
        cast(sum(parts.after_microcents) as bigint) as after_microcents,
        cast(sum(parts.budget_microcents) as bigint) as budget_microcents,
        cast(sum(parts.displaced_microcents) as bigint) as displaced_microcents
    from parts
    inner join months
        on
            parts.comparison_id = months.comparison_id
            and parts.cost_month = months.cost_month
    group by
        parts.comparison_id, parts.cost_month, months.comparison_part, parts.labour_behaviour,
        parts.bar, parts.cost_class

)

select * from final
