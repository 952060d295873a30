{#- The months of each comparison: before, the gap in which work moved, after. A month is complete
    once the moment at which the night is judged lies on its last day or later, and its pay and its
    bills have come. -#}
with

comparisons as (

    select * from {{ ref("comparisons") }}

),

exclusions as (

    select * from {{ ref("comparison_exclusions") }}

),

months as (

    select * from {{ ref("int_costs_months") }}

),

accrued as (

    select * from {{ ref("int_costs_accrued") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

company as (

    select * from {{ ref("company") }}

),

payroll as (

    select {{ add_days("max(service_end_date)", 1) }} as paid_until_date
    from accrued
    where line_source = 'payroll'

),

billed_pools as (

    select distinct
        cost_month,
        pool_id
    from accrued
    where line_source = 'invoice'

),

-- A bill that came in each of two months and not in the newest one is late, or has ended.
late_pools as (

    select
        as_of.as_of_month as cost_month,
        count(*) as pool_count
    from billed_pools as earlier
    cross join as_of
    inner join billed_pools as last_month
        on
            earlier.pool_id = last_month.pool_id
            and last_month.cost_month = {{ add_months("as_of.as_of_month", -1) }}
    left join billed_pools as this_month
        on
            earlier.pool_id = this_month.pool_id
            and this_month.cost_month = as_of.as_of_month
    where
        earlier.cost_month = {{ add_months("as_of.as_of_month", -2) }}
        and this_month.pool_id is null
    group by as_of.as_of_month

),

judged as (

    select
        comparisons.comparison_id,
        months.cost_month,
        case
            when months.cost_month <= comparisons.before_last_month then 'before'
            when months.cost_month < comparisons.after_first_month then 'gap'
            else 'after'
        end as comparison_part,
        exclusions.excluded_month is not null as is_excluded,
        months.next_month
        > {{ add_days(home_date("as_of.as_of_at", "company.time_zone"), 1) }} as is_running,
        coalesce(
            {{ working_days_before("payroll.paid_until_date") }}
            < {{ working_days_before("months.next_month") }}, false
        ) as lacks_pay,
        late_pools.cost_month is not null as lacks_bills
    from comparisons
    inner join months
        on
            comparisons.before_first_month <= months.cost_month
            and months.cost_month <= comparisons.after_last_month
    inner join as_of
        on months.cost_month <= as_of.as_of_month
    cross join company
    cross join payroll
    left join late_pools
        on months.cost_month = late_pools.cost_month
    left join exclusions
        on
            comparisons.comparison_id = exclusions.comparison_id
            and months.cost_month = exclusions.excluded_month

),

final as (

    select
        comparison_id,
        cost_month,
        comparison_part,
        is_excluded,
        not is_running as has_ended,
        not is_running and not lacks_pay and not lacks_bills as is_complete,
        case
            when is_running then 'the month has not ended'
            when lacks_pay and lacks_bills then 'payroll and a vendor''s bill have not come'
            when lacks_pay then 'payroll has not come'
            when lacks_bills then 'a vendor''s bill has not come'
        end as missing
    from judged

)

select * from final
