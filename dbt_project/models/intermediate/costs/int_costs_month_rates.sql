{#- Exchange rate of each month and foreign currency: that of the month's last known day, or of the
    last day before it; months to come are held at the last known rate. -#}
with

rates as (

    select * from {{ ref("fx_rates") }}

),

months as (

    select * from {{ ref("int_costs_months") }}

),

company as (

    select * from {{ ref("company") }}

),

ranked as (

    select
        months.cost_month,
        rates.currency_code,
        rates.rate_date,
        cast(rates.rate * 1000000 as bigint) as rate_millionths,
        row_number() over (
            partition by months.cost_month, rates.currency_code
            order by rates.rate_date desc
        ) as rate_rank
    from months
    inner join rates
        on rates.rate_date < months.next_month
    inner join company
        on rates.reporting_currency_code = company.reporting_currency_code

),

final as (

    select
        cost_month,
        currency_code,
        rate_date,
        rate_millionths
    from ranked
    where rate_rank = 1

)

select * from final
