{#- A pool is spread as a whole, with one rounding, so its lines (its own, and those of pools that
    work for it) have no part in a cell by themselves. Here each cell is split over the pool's lines in proportion to their cents, by largest
    remainder: the rows of a cell add up to the cell, whatever the signs of the lines. -#}
{{ config(schema="private", materialized="view") }}

with

cells as (

    select * from {{ ref("int_costs_allocated") }}

),

lines as (

    select
        *,
        sum(part_cents) over (partition by cost_month, pool_id, is_imputed) as lines_cents
    from {{ ref("int_costs_pool_lines") }}

),

company as (

    select * from {{ ref("company") }}

),

cell_lines as (

    select
        cells.cost_month,
        cells.tier,
        cells.workflow_id,
        cells.route,
        cells.provider_id,
        cells.cost_class,
        cells.pool_id,
        cells.is_imputed,
        cells.rule_id,
        cells.driver_id,
        cells.driver_weight,
        cells.pool_weight,
        cells.cost_cents as cell_cents,
        lines.line_id,
        lines.line_source,
        lines.line_pool_id,
        lines.pool_rule_id,
        lines.source_system,
        lines.source_file,
        lines.source_row,
        lines.line_cents,
        {{ wide_integer("cells.cost_cents") }} * lines.part_cents * sign(lines.lines_cents)
            as share_dividend,
        {{ wide_integer("abs(lines.lines_cents)") }} as share_divisor
    from cells
    inner join lines
        on
            cells.cost_month = lines.cost_month
            and cells.pool_id = lines.pool_id
            and cells.is_imputed = lines.is_imputed

),

floored as (

    select
        *,
        -- A pool whose lines cancel out has nothing to give.
        cast(
            coalesce({{ floor_divide("share_dividend", "share_divisor") }}, 0) as bigint
        ) as floor_cents
    from cell_lines

),

ranked as (

    select
        *,
        row_number() over (
            partition by
                cost_month, pool_id, is_imputed, tier, workflow_id, route, provider_id, cost_class
            order by share_dividend - floor_cents * share_divisor desc, line_id asc
        ) as remainder_rank,
        cell_cents - sum(floor_cents) over (
            partition by
                cost_month, pool_id, is_imputed, tier, workflow_id, route, provider_id, cost_class
        ) as missing_cents
    from floored

),

final as (

    select
        ranked.cost_month,
        ranked.tier,
        ranked.workflow_id,
        ranked.route,
        ranked.provider_id,
        ranked.cost_class,
        ranked.pool_id,
        ranked.is_imputed,
        ranked.line_id as cost_line_id,
        ranked.line_source as cost_line_type,
        ranked.source_system,
        ranked.source_file,
        ranked.source_row,
        ranked.line_pool_id,
        ranked.pool_rule_id,
        ranked.rule_id,
        ranked.driver_id,
        cast(ranked.driver_weight as decimal(38, 0)) as driver_weight,
        cast(ranked.pool_weight as decimal(38, 0)) as driver_total_weight,
        {{ amount_from_cents("ranked.line_cents") }} as line_cost_amount,
        {{ amount_from_cents(
            "ranked.floor_cents"
            ~ " + case when ranked.remainder_rank <= ranked.missing_cents then 1 else 0 end"
        ) }} as cost_amount,
        company.reporting_currency_code as currency_code
    from ranked
    cross join company

)

select * from final
