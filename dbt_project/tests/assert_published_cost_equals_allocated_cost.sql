-- If this fails, the table that the owner reads and the allocation behind it state different costs.
with

months as (

    select
        cost_month,
        sum(cost_amount) as cost_amount,
        sum(
            labour_amount + overtime_amount + management_amount + vendor_amount + software_amount
            + automation_amount + overhead_amount + idle_amount + transition_amount
        ) as class_amount
    from {{ ref("cost_per_tier_month") }}
    group by cost_month

),

allocated as (

    select
        cost_month,
        sum(cost_amount) as cost_amount
    from {{ ref("fct_cost_allocations") }}
    group by cost_month

)

select
    coalesce(months.cost_month, allocated.cost_month) as cost_month,
    months.cost_amount as published_amount,
    allocated.cost_amount as allocated_amount
from months
full outer join allocated
    on months.cost_month = allocated.cost_month
where
    coalesce(months.cost_amount, 0) <> coalesce(allocated.cost_amount, 0)
    or coalesce(months.class_amount, 0) <> coalesce(allocated.cost_amount, 0)
