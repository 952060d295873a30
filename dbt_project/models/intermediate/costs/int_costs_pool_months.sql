with

accrued as (

    select * from {{ ref("int_costs_accrued") }}

),

final as (

    select
        cost_month,
        pool_id,
        is_imputed,
        cast(sum(cost_cents) as bigint) as pool_cents
    from accrued
    where not is_deferred
    group by cost_month, pool_id, is_imputed

)

select * from final
