{#- Cents of payroll in what each pool of a month spreads, those of pools that serve it too. -#}
with

accrued as (

    select * from {{ ref("int_costs_accrued") }}
    where not is_deferred

),

contributions as (

    select * from {{ ref("int_costs_pool_contributions") }}

),

own as (

    select
        cost_month,
        pool_id,
        is_imputed,
        cast(sum(cost_cents) as bigint) as own_cents,
        cast(
            sum(case when line_source = 'payroll' then cost_cents else 0 end) as bigint
        ) as pay_cents
    from accrued
    group by cost_month, pool_id, is_imputed

),

final as (

    select
        contributions.cost_month,
        contributions.pool_id,
        contributions.is_imputed,
        cast(
            sum(
                coalesce(
                    {{ rounded_share_cents(
                        "contributions.contributed_cents", "own.pay_cents", "own.own_cents"
                    ) }},
                    0
                )
            ) as bigint
        ) as pay_cents
    from contributions
    inner join own
        on
            contributions.cost_month = own.cost_month
            and contributions.own_pool_id = own.pool_id
            and contributions.is_imputed = own.is_imputed
    group by contributions.cost_month, contributions.pool_id, contributions.is_imputed

)

select * from final
