{#- The months of each comparison: before, the gap in which work moved, after. A month is complete
    once the moment at which the night is judged lies on its last day or later. -#}
with

comparisons as (

    select * from {{ ref("comparisons") }}

),

months as (

    select * from {{ ref("int_costs_months") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

company as (

    select * from {{ ref("company") }}

),

final as (

    select
        comparisons.comparison_id,
        months.cost_month,
        case
            when months.cost_month <= comparisons.before_last_month then 'before'
            when months.cost_month < comparisons.after_first_month then 'gap'
            else 'after'
        end as comparison_part,
        months.next_month
        <= {{ add_days(home_date("as_of.as_of_at", "company.time_zone"), 1) }} as is_complete
    from comparisons
    inner join months
        on
            comparisons.before_first_month <= months.cost_month
            and months.cost_month <= comparisons.after_last_month
    inner join as_of
        on months.cost_month <= as_of.as_of_month
    cross join company

)

select * from final
