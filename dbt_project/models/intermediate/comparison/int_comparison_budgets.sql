{#- What a month would have cost with the ways of working before, in millionths of a cent: the mean
    month before, then at the month's season, at its volume, at its mix of work, at its wages. Each
    step is a level; the bars of the bridge are the differences. -#}
with

cells as (

    select * from {{ ref("int_comparison_cells") }}
    where is_complete

),

ratios as (

    select * from {{ ref("int_comparison_ratios") }}

),

labour_ratios as (

    select * from {{ ref("int_comparison_labour_ratios") }}

),

volumes as (

    select * from {{ ref("int_comparison_volumes") }}

),

before_cells as (

    select
        comparison_id,
        workflow_id,
        route,
        cost_class,
        {{ cost_behaviour("cost_class") }} as cost_behaviour,
        sum(cost_cents) as cost_cents,
        sum(pay_cents) as pay_cents
    from cells
    where comparison_part = 'before'
    group by comparison_id, workflow_id, route, cost_class

),

known_workflows as (

    select
        comparison_id,
        workflow_id
    from before_cells
    union
    select
        comparison_id,
        workflow_id
    from volumes
    where before_unit_count > 0

),

by_units as (

    select
        before_cells.*,
        ratios.cost_month,
        ratios.before_month_count,
        ratios.season_millionths,
        ratios.volume_millionths,
        ratios.wage_millionths,
        {{ rounded_share_cents(
            "before_cells.cost_cents * 1000000", "1", "ratios.before_month_count"
        ) }} as before_microcents,
        case
            when volumes.before_unit_count > 0
                then {{ rounded_share_cents(
                    "before_cells.cost_cents * 1000000", "volumes.demand_unit_count",
                    "volumes.before_unit_count"
                ) }}
            -- Cost of no workflow, or of one without units, follows the work as a whole.
            else {{ rounded_share_cents(
                "before_cells.cost_cents", "ratios.work_millionths", "ratios.before_month_count"
            ) }}
        end as mix_microcents
    from before_cells
    inner join ratios
        on before_cells.comparison_id = ratios.comparison_id
    left join volumes
        on
            before_cells.comparison_id = volumes.comparison_id
            and ratios.cost_month = volumes.cost_month
            and before_cells.workflow_id = volumes.workflow_id

),

demand_levels as (

    select
        by_units.comparison_id,
        by_units.cost_month,
        labour_ratios.labour_behaviour,
        by_units.workflow_id,
        by_units.route,
        by_units.cost_class,
        by_units.cost_cents,
        by_units.pay_cents,
        by_units.wage_millionths,
        by_units.before_microcents,
        case by_units.cost_behaviour
            when 'fixed' then by_units.before_microcents
            when 'labour'
                then {{ rounded_share_cents(
                    "by_units.cost_cents", "labour_ratios.labour_season_millionths",
                    "by_units.before_month_count"
                ) }}
            -- In a busy month there is more work, and more of it is overtime.
            when 'overtime'
                then {{ rounded_share_cents(
                    "by_units.cost_cents",
                    wide_integer("by_units.season_millionths") ~ " * by_units.season_millionths",
                    "by_units.before_month_count * 1000000"
                ) }}
            else {{ rounded_share_cents(
                "by_units.cost_cents", "by_units.season_millionths", "by_units.before_month_count"
            ) }}
        end as season_microcents,
        case by_units.cost_behaviour
            when 'fixed' then by_units.before_microcents
            when 'labour'
                then {{ rounded_share_cents(
                    "by_units.cost_cents", "labour_ratios.labour_volume_millionths",
                    "by_units.before_month_count"
                ) }}
            when 'overtime'
                then {{ rounded_share_cents(
                    "by_units.cost_cents",
                    wide_integer("by_units.volume_millionths") ~ " * by_units.season_millionths",
                    "by_units.before_month_count * 1000000"
                ) }}
            else {{ rounded_share_cents(
                "by_units.cost_cents", "by_units.volume_millionths", "by_units.before_month_count"
            ) }}
        end as growth_microcents,
        case by_units.cost_behaviour
            when 'fixed' then by_units.before_microcents
            when 'labour'
                then coalesce(
                    {{ rounded_share_cents(
                        "by_units.mix_microcents", "labour_ratios.labour_work_millionths",
                        "labour_ratios.work_millionths"
                    ) }},
                    0
                )
            when 'overtime'
                then {{ rounded_share_cents(
                    "by_units.mix_microcents", "by_units.season_millionths", "1000000"
                ) }}
            else by_units.mix_microcents
        end as mix_microcents
    from by_units
    inner join labour_ratios
        on
            by_units.comparison_id = labour_ratios.comparison_id
            and by_units.cost_month = labour_ratios.cost_month

),

known as (

    select
        comparison_id,
        cost_month,
        labour_behaviour,
        workflow_id,
        route,
        cost_class,
        before_microcents,
        season_microcents,
        growth_microcents,
        mix_microcents,
        mix_microcents + coalesce(
            {{ rounded_share_cents(
                rounded_share_cents("mix_microcents", "pay_cents", "cost_cents"),
                "wage_millionths - 1000000", "1000000"
            ) }},
            0
        ) as budget_microcents
    from demand_levels

),

-- Work that did not exist before saves nothing: its budget is what it costs.
unknown as (

    select
        cells.comparison_id,
        cells.cost_month,
        labour_ratios.labour_behaviour,
        cells.workflow_id,
        cells.route,
        cells.cost_class,
        0 as before_microcents,
        0 as season_microcents,
        0 as growth_microcents,
        cells.cost_cents * 1000000 as mix_microcents,
        cells.cost_cents * 1000000 as budget_microcents
    from cells
    inner join labour_ratios
        on
            cells.comparison_id = labour_ratios.comparison_id
            and cells.cost_month = labour_ratios.cost_month
    left join known_workflows
        on
            cells.comparison_id = known_workflows.comparison_id
            and cells.workflow_id = known_workflows.workflow_id
    where
        cells.comparison_part <> 'before'
        and cells.workflow_id <> 'unallocated'
        and cells.cost_class <> 'transition'
        and known_workflows.workflow_id is null

),

final as (

    select * from known
    union all
    select * from unknown

)

select * from final
