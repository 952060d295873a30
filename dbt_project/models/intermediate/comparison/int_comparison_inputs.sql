{#- What the saving is estimated from: cost, work and wages of every month of a comparison. Amounts
    are at the month's service, one-off cost of the move included. -#}
with

months as (

    select * from {{ ref("int_comparison_months") }}

),

comparisons as (

    select * from {{ ref("comparisons") }}

),

cells as (

    select * from {{ ref("int_comparison_cells") }}

),

work as (

    select * from {{ ref("int_comparison_work") }}

),

wages as (

    select * from {{ ref("int_comparison_wages") }}

),

privacy as (

    select * from {{ ref("int_comparison_privacy") }}

),

demand as (

    select
        demand_month,
        cast(sum(bot_billed_unit_count) as bigint) as bot_billed_unit_count,
        cast(sum(bot_logged_unit_count) as bigint) as bot_logged_unit_count
    from {{ ref("int_comparison_demand") }}
    group by demand_month

),

invoices as (

    select
        cost_month,
        cast(sum(abs(cost_cents)) as bigint) as invoice_cents,
        cast(
            sum(case when has_service_period then abs(cost_cents) else 0 end) as bigint
        ) as dated_invoice_cents
    from {{ ref("int_costs_accrued") }}
    where
        line_source = 'invoice'
        and not is_deferred
    group by cost_month

),

costs as (

    select
        comparison_id,
        cost_month,
        cast(sum(cost_cents) as bigint) as cost_cents,
        cast(sum(pay_cents) as bigint) as labour_cents,
        cast(
            sum(
                case
                    when {{ cost_behaviour("cost_class") }} = 'fixed' then cost_cents
                    else 0
                end
            ) as bigint
        ) as fixed_cents
    from cells
    group by comparison_id, cost_month

),

final as (

    select
        months.comparison_id,
        months.cost_month,
        months.comparison_part,
        months.is_complete,
        months.is_excluded,
        months.missing,
        coalesce(costs.cost_cents, 0) as cost_cents,
        coalesce(costs.labour_cents, 0) as labour_cents,
        coalesce(costs.cost_cents, 0) - coalesce(costs.labour_cents, 0) as other_cents,
        coalesce(costs.fixed_cents, 0) as fixed_cents,
        work.demand_unit_count,
        work.work_seconds,
        wages.wage_ten_thousandths,
        wages.is_known as is_wage_known,
        coalesce(invoices.invoice_cents, 0) as invoice_cents,
        coalesce(invoices.dated_invoice_cents, 0) as dated_invoice_cents,
        coalesce(demand.bot_billed_unit_count, 0) as bot_billed_unit_count,
        coalesce(demand.bot_logged_unit_count, 0) as bot_logged_unit_count,
        privacy.is_bridge_withheld as is_fixed_withheld,
        privacy.is_total_withheld,
        comparisons.after_first_month,
        comparisons.after_last_month
    from months
    inner join comparisons
        on months.comparison_id = comparisons.comparison_id
    inner join privacy
        on months.comparison_id = privacy.comparison_id
    inner join work
        on
            months.comparison_id = work.comparison_id
            and months.cost_month = work.cost_month
    inner join wages
        on
            months.comparison_id = wages.comparison_id
            and months.cost_month = wages.cost_month
    left join costs
        on
            months.comparison_id = costs.comparison_id
            and months.cost_month = costs.cost_month
    left join invoices
        on months.cost_month = invoices.cost_month
    left join demand
        on months.cost_month = demand.demand_month

)

select * from final
