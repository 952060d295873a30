{#- Whose pay each pool of a month holds, that of the pools which serve it included; a person who is
    on no roster row is not counted. -#}
with

paid as (

    select
        cost_month,
        pool_id,
        agent_key
    from {{ ref("int_costs_accrued") }}
    where
        line_source = 'payroll'
        and not is_deferred
    group by cost_month, pool_id, agent_key
    having sum(cost_cents) <> 0

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
        paid.agent_key
    from paid
    inner join contributions
        on
            paid.cost_month = contributions.cost_month
            and paid.pool_id = contributions.own_pool_id

)

select * from final
