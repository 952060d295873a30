with

months as (

    select * from {{ ref("cost_per_tier_month") }}

),

bounds as (

    select
        min(cost_month) as first_month,
        max(cost_month) as last_month
    from months

),

days as (

    {{ date_spine_days(
        "(select first_month from bounds)",
        "(select " ~ add_days(add_months("last_month", 1), -1) ~ " from bounds)"
    ) }}

),

final as (

    select
        cast(spine_date as date) as calendar_date,
        {{ month_start("spine_date") }} as calendar_month,
        cast(extract(year from spine_date) as integer) as calendar_year,
        cast({{ iso_weekday("cast(spine_date as date)") }} as integer) as iso_weekday,
        {{ iso_weekday("cast(spine_date as date)") }} > 5 as is_weekend
    from days

)

select * from final
