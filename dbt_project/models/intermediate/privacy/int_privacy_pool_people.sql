{#- Whose pay each pool of a month holds; a person who is on no roster row is not counted. -#}
with

accrued as (

    select * from {{ ref("int_costs_accrued") }}
    where
        line_source = 'payroll'
        and not is_deferred

),

final as (

    select distinct
        cost_month,
        pool_id,
        agent_key
    from accrued

)

select * from final
