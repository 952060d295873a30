{#- Whether the ledger of the payroll systems may be shown. What is left of all pay after the other
    systems would show a system with too few people, so one of them withholds all, in every month. -#}
with

lines as (

    select * from {{ ref("int_costs_lines") }}
    where line_source = 'payroll'

),

accrued as (

    select * from {{ ref("int_costs_accrued") }}
    where line_source = 'payroll'

),

company as (

    select * from {{ ref("company") }}

),

people as (

    select
        {{ month_start("booked_date") }} as ledger_month,
        'booked' as movement,
        source_system,
        original_currency_code,
        agent_key
    from lines
    where original_cents <> 0
    union
    select
        cost_month as ledger_month,
        'served' as movement,
        source_system,
        original_currency_code,
        agent_key
    from accrued
    where original_cents <> 0

),

counted as (

    select
        ledger_month,
        movement,
        source_system,
        original_currency_code,
        count(distinct agent_key) as people_count
    from people
    group by ledger_month, movement, source_system, original_currency_code

),

final as (

    select
        counted.source_system,
        counted.original_currency_code,
        min(counted.people_count) as people_count,
        min(min(counted.people_count)) over () < max(company.min_people_per_cell) as is_withheld
    from counted
    cross join company
    group by counted.source_system, counted.original_currency_code

)

select * from final
