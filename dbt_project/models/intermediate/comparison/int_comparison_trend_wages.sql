{#- Wage index of every month against the newest with pay, by the people who were paid in both. -#}
with

person_months as (

    select * from {{ ref("int_comparison_person_pay") }}
    where
        paid_hours > 0
        and pay_cents > 0

),

company as (

    select * from {{ ref("company") }}

),

newest as (

    select max(cost_month) as cost_month
    from person_months

),

matched as (

    select
        paid.cost_month,
        count(*) as people_count,
        sum(paid.pay_cents) as pay_cents,
        sum(paid.paid_hours * base.pay_cents / nullif(base.paid_hours, 0)) as pay_at_base_rates
    from person_months as paid
    inner join newest
        on true
    inner join person_months as base
        on
            newest.cost_month = base.cost_month
            and paid.agent_key = base.agent_key
    group by paid.cost_month

),

final as (

    select
        matched.cost_month,
        cast(round(10000 * matched.pay_cents / nullif(matched.pay_at_base_rates, 0)) as bigint)
            as wage_ten_thousandths
    from matched
    cross join company
    where not {{ is_too_few("matched.people_count") }}

)

select * from final
