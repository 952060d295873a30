{#- Wage index of each comparison: what the people who were paid in the month and in the last month
    before earned an hour, at the month's hours. Of too few such people the index would tell a raise:
    it stays 1. -#}
with

accrued as (

    select * from {{ ref("int_costs_accrued") }}
    where
        line_source = 'payroll'
        and line_kind = 'regular'
        and agent_key is not null
        and not is_deferred

),

payroll_lines as (

    select * from {{ ref("int_costs_payroll_lines_unioned") }}
    where line_kind = 'regular'

),

agents as (

    select * from {{ ref("int_work_agents") }}

),

comparisons as (

    select * from {{ ref("comparisons") }}

),

months as (

    select * from {{ ref("int_comparison_months") }}

),

company as (

    select * from {{ ref("company") }}

),

row_hours as (

    select
        source_file,
        source_row,
        sum(hours) as hours
    from payroll_lines
    group by source_file, source_row

),

-- An export without hours: the working days of its period, at the person's share of full time.
roster_hours as (

    select
        accrued.line_id,
        max(agents.fte_share) * 8
        * (
            {{ working_days_before(add_days("accrued.service_end_date", 1)) }}
            - {{ working_days_before("accrued.service_start_date") }}
        ) as hours
    from accrued
    inner join agents
        on
            accrued.agent_key = agents.agent_key
            and agents.valid_from <= accrued.service_end_date
            and (agents.valid_to is null or accrued.service_start_date < agents.valid_to)
    group by accrued.line_id, accrued.service_start_date, accrued.service_end_date

),

person_months as (

    select
        accrued.cost_month,
        accrued.agent_key,
        sum(accrued.original_cents) as pay_cents,
        sum(
            cast(coalesce(row_hours.hours, roster_hours.hours) as {{ double_type() }})
            * accrued.original_cents / nullif(accrued.line_original_cents, 0)
        ) as paid_hours
    from accrued
    left join row_hours
        on
            accrued.source_file = row_hours.source_file
            and accrued.source_row = row_hours.source_row
    left join roster_hours
        on accrued.line_id = roster_hours.line_id
    group by accrued.cost_month, accrued.agent_key

),

matched as (

    select
        months.comparison_id,
        months.cost_month,
        count(*) as people_count,
        sum(paid.pay_cents) as pay_cents,
        sum(paid.paid_hours * base.pay_cents / base.paid_hours) as pay_at_base_rates
    from months
    inner join comparisons
        on months.comparison_id = comparisons.comparison_id
    inner join person_months as paid
        on months.cost_month = paid.cost_month
    inner join person_months as base
        on
            comparisons.before_last_month = base.cost_month
            and paid.agent_key = base.agent_key
    where
        paid.paid_hours > 0
        and base.paid_hours > 0
        and base.pay_cents > 0
    group by months.comparison_id, months.cost_month

),

final as (

    select
        months.comparison_id,
        months.cost_month,
        coalesce(matched.people_count, 0) as people_count,
        -- Hours are exported with two decimals, so the index is not known more closely than this.
        case
            when
                coalesce(matched.people_count, 0) > 0
                and not {{ is_too_few("matched.people_count") }}
                then
                    cast(
                        round(10000 * matched.pay_cents / matched.pay_at_base_rates) as bigint
                    )
            else 10000
        end as wage_ten_thousandths,
        coalesce(matched.people_count, 0) > 0
        and not {{ is_too_few("coalesce(matched.people_count, 0)") }} as is_known
    from months
    cross join company
    left join matched
        on
            months.comparison_id = matched.comparison_id
            and months.cost_month = matched.cost_month

)

select * from final
