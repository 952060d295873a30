{#- The days of the home in UTC, cut at UTC midnight, so that the home's date of an instant is
    one lookup on the UTC date. -#}
with

days as (

    select * from {{ ref("int_calendar_days_spanned") }}

),

company as (

    select * from {{ ref("company") }}

),

bounded as (

    select
        days.spine_date as home_date,
        {{ utc_from_local("cast(days.spine_date as timestamp)", "company.time_zone") }} as start_at,
        {{ utc_from_local(
            "cast(" ~ add_days("days.spine_date", 1) ~ " as timestamp)", "company.time_zone"
        ) }} as end_at
    from days
    cross join company

),

parts as (

    select
        cast(start_at as date) as utc_date,
        cast(home_date as date) as home_date,
        start_at,
        end_at
    from bounded
    union
    select
        cast({{ add_seconds("end_at", -1) }} as date) as utc_date,
        cast(home_date as date) as home_date,
        start_at,
        end_at
    from bounded

),

final as (

    select
        utc_date,
        home_date,
        start_at,
        end_at
    from parts

)

select * from final
