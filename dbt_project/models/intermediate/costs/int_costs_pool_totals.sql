{#- What each pool of a month has to spread: its own cost and what other pools have worked for it,
    less what it has worked for them. -#}
with

contributions as (

    select * from {{ ref("int_costs_pool_contributions") }}

),

final as (

    select
        cost_month,
        pool_id,
        is_imputed,
        cast(sum(contributed_cents) as bigint) as pool_cents
    from contributions
    group by cost_month, pool_id, is_imputed

)

select * from final
