{#- Wage index of each comparison: what the people who were paid in the month and in the last month
    before earned an hour, at the month's hours. Of too few such people the index would tell a raise:
    it stays 1. -#}
with

person_months as (

    select * from {{ ref("int_comparison_person_pay") }}

),

comparisons as (

    select * from {{ ref("comparisons") }}

),

months as (

    select * from {{ ref("int_comparison_months") }}

),

company as (

    select * from {{ ref("company") }}

),

matched as (

    select
        months.comparison_id,
        months.cost_month,
        count(*) as people_count,
        sum(paid.pay_cents) as pay_cents,
        sum(paid.paid_hours * base.pay_cents / nullif(base.paid_hours, 0)) as pay_at_base_rates
    from months
    inner join comparisons
        on months.comparison_id = comparisons.comparison_id
    inner join person_months as paid
        on months.cost_month = paid.cost_month
    inner join person_months as base
        on
            comparisons.before_last_month = base.cost_month
            and paid.agent_key = base.agent_key
    where
        paid.paid_hours > 0
        and base.paid_hours > 0
        and base.pay_cents > 0
    group by months.comparison_id, months.cost_month

),

final as (

    select
        months.comparison_id,
        months.cost_month,
        coalesce(matched.people_count, 0) as people_count,
        -- Hours are exported with two decimals, so the index is not known more closely than this.
        case
            when
                coalesce(matched.people_count, 0) > 0
                and not {{ is_too_few("matched.people_count") }}
                then
                    cast(
                        round(
                            10000 * matched.pay_cents / nullif(matched.pay_at_base_rates, 0)
                        ) as bigint
                    )
            else 10000
        end as wage_ten_thousandths,
        coalesce(matched.people_count, 0) > 0
        and not {{ is_too_few("coalesce(matched.people_count, 0)") }} as is_known
    from months
    cross join company
    left join matched
        on
            months.comparison_id = matched.comparison_id
            and months.cost_month = matched.cost_month

)

select * from final
