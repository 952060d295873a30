{#- The ledger lines behind what a pool of a month spreads: its own, and its part of those of pools
    that work for it, in proportion to their cents, by largest remainder. -#}
{{ config(materialized="view") }}

with

lines as (

    select
        *,
        sum(cost_cents) over (partition by cost_month, pool_id, is_imputed) as lines_cents
    from {{ ref("int_costs_accrued") }}
    where not is_deferred

),

contributions as (

    select * from {{ ref("int_costs_pool_contributions") }}

),

pool_lines as (

    select
        lines.*,
        contributions.pool_id as end_pool_id,
        contributions.contributed_cents,
        {{ wide_integer("contributions.contributed_cents") }}
        * lines.cost_cents * sign(lines.lines_cents) as share_dividend,
        {{ wide_integer("abs(lines.lines_cents)") }} as share_divisor
    from lines
    inner join contributions
        on
            lines.cost_month = contributions.cost_month
            and lines.pool_id = contributions.own_pool_id
            and lines.is_imputed = contributions.is_imputed

),

floored as (

    select
        *,
        -- A pool whose lines cancel out has nothing to give.
        cast(
            coalesce({{ floor_divide("share_dividend", "share_divisor") }}, 0) as bigint
        ) as floor_cents
    from pool_lines

),

ranked as (

    select
        *,
        row_number() over (
            partition by cost_month, pool_id, end_pool_id, is_imputed
            order by share_dividend - floor_cents * share_divisor desc, line_id asc
        ) as remainder_rank,
        contributed_cents - sum(floor_cents) over (
            partition by cost_month, pool_id, end_pool_id, is_imputed
        ) as missing_cents
    from floored

),

final as (

    select
        cost_month,
        end_pool_id as pool_id,
        is_imputed,
        line_id,
        line_source,
        line_kind,
        pool_id as line_pool_id,
        pool_rule_id,
        agent_key,
        source_system,
        source_file,
        source_row,
        booked_date,
        service_start_date,
        service_end_date,
        line_original_cents,
        original_currency_code,
        cost_cents as line_cents,
        cast(
            floor_cents + case when remainder_rank <= missing_cents then 1 else 0 end as bigint
        ) as part_cents
    from ranked

)

select * from final
