{{ config(schema="private") }}

with

capacity as (

    select * from {{ ref("int_costs_capacity_months") }}

),

handled as (

    select distinct
        cost_month,
        month_handled_seconds
    from {{ ref("int_costs_handled_months") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

months as (

    select
        cost_month,
        cast(sum(people_count) as integer) as people_count,
        cast(sum(practical_seconds) as bigint) as practical_seconds
    from capacity
    group by cost_month

),

final as (

    select
        months.cost_month,
        months.people_count,
        months.practical_seconds,
        coalesce(handled.month_handled_seconds, 0) as handled_seconds,
        case
            when months.practical_seconds > coalesce(handled.month_handled_seconds, 0)
                then months.practical_seconds - coalesce(handled.month_handled_seconds, 0)
            else 0
        end as idle_seconds
    from months
    inner join as_of
        on months.cost_month <= as_of.as_of_month
    left join handled
        on months.cost_month = handled.cost_month

)

select * from final
