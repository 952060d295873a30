{#- One row per month from the first ledger line's service to the last. -#}
with

lines as (

    select * from {{ ref("int_costs_lines") }}

),

bounds as (

    select
        {{ month_start("min(service_start_date)") }} as first_month,
        {{ month_start("max(service_end_date)") }} as last_month
    from lines

),

days as (

    {{ date_spine_days(
        "(select first_month from bounds)", "(select last_month from bounds)"
    ) }}

),

final as (

    select
        cast(spine_date as date) as cost_month,
        {{ add_months("cast(spine_date as date)", 1) }} as next_month
    from days
    where extract(day from spine_date) = 1

)

select * from final
