{#- Whose pay each pool of a month holds, that of the pools which serve it included; a person who is
    on no roster row is not counted. -#}
with

accrued as (

    select * from {{ ref("int_costs_accrued") }}
    where
        line_source = 'payroll'
        and not is_deferred

),

contributions as (

    select * from {{ ref("int_costs_pool_contributions") }}
    where
        not is_imputed
        and contributed_cents <> 0

),

final as (

    select distinct
        contributions.cost_month,
        contributions.pool_id,
        accrued.agent_key
    from accrued
    inner join contributions
        on
            accrued.cost_month = contributions.cost_month
            and accrued.pool_id = contributions.own_pool_id

)

select * from final
