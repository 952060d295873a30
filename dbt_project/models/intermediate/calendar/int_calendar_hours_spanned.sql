{#- The UTC hours that the company has been at work: from the day of its first ticket to the hour of
    the as-of time. -#}
with

days as (

    select * from {{ ref("int_calendar_days_spanned") }}

),

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

run_as_of as (

    select * from {{ ref("int_run_as_of") }}

),

bounds as (

    select
        cast(min(tickets.created_at) as date) as first_date,
        max(run_as_of.as_of_at) as as_of_at
    from tickets
    cross join run_as_of

),

hours_of_day as (

    {% for hour in range(24) -%}
        select {{ hour }} as utc_hour {{ "union all" if not loop.last }}
    {% endfor %}

),

hours as (

    select
        days.spine_date as utc_date,
        hours_of_day.utc_hour,
        {{ add_seconds("cast(days.spine_date as timestamp)", "hours_of_day.utc_hour * 3600") }}
            as hour_start_at
    from days
    cross join hours_of_day

),

final as (

    select
        cast({{ integer_divide(seconds_since_epoch("hours.hour_start_at"), 3600) }} as bigint)
            as hour_number,
        hours.hour_start_at,
        hours.utc_date,
        {{ month_start("hours.utc_date") }} as utc_month,
        {{ iso_weekday("hours.utc_date") }} as utc_iso_weekday,
        hours.utc_hour
    from hours
    inner join bounds
        on
            hours.utc_date >= bounds.first_date
            and hours.hour_start_at <= bounds.as_of_at

)

select * from final
