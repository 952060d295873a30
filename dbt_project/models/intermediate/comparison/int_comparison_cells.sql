{#- What the work cost in each month of a comparison, by workflow, route and class; pay apart. -#}
with

allocated as (

    select * from {{ ref("int_costs_allocated") }}

),

pool_pay as (

    select * from {{ ref("int_comparison_pool_pay") }}

),

months as (

    select * from {{ ref("int_comparison_months") }}

),

final as (

    select
        months.comparison_id,
        months.cost_month,
        months.comparison_part,
        months.is_complete,
        allocated.workflow_id,
        allocated.route,
        allocated.cost_class,
        cast(sum(allocated.cost_cents) as bigint) as cost_cents,
        cast(
            sum(
                coalesce(
                    {{ rounded_share_cents(
                        "allocated.cost_cents", "pool_pay.pay_cents", "allocated.pool_cents"
                    ) }},
                    0
                )
            ) as bigint
        ) as pay_cents
    from months
    inner join allocated
        on months.cost_month = allocated.cost_month
    left join pool_pay
        on
            allocated.cost_month = pool_pay.cost_month
            and allocated.pool_id = pool_pay.pool_id
            and allocated.is_imputed = pool_pay.is_imputed
    group by
        months.comparison_id, months.cost_month, months.comparison_part, months.is_complete,
        allocated.workflow_id, allocated.route, allocated.cost_class

)

select * from final
