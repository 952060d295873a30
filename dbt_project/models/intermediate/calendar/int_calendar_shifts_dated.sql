{#- The weekly shifts laid out on local days. Both ends are read off the wall clock, so a clock
    change makes a shift shorter or longer; a shift that a change skips whole does not exist. -#}
with

schedules as (

    select * from {{ ref("schedules") }}

),

days as (

    select * from {{ ref("int_calendar_days_spanned") }}

),

weekdays as (

    select
        spine_date,
        {{ iso_weekday("spine_date") }} as iso_weekday
    from days

),

local_shifts as (

    select
        schedules.schedule_id,
        schedules.time_zone,
        weekdays.spine_date as local_date,
        {{ seconds_of_day("schedules.starts_at_local") }} as start_seconds,
        {{ seconds_of_day("schedules.ends_at_local") }} as end_seconds
    from schedules
    inner join weekdays
        on
            schedules.iso_weekday = weekdays.iso_weekday
            and {{ is_valid_on("weekdays.spine_date", "schedules") }}

),

dated as (

    select
        schedule_id,
        time_zone,
        local_date,
        {{ utc_from_local_time("local_date", "start_seconds", "time_zone") }} as shift_start_at,
        {{ utc_from_local_time(
            "local_date",
            "case when end_seconds > start_seconds then end_seconds else end_seconds + 86400 end",
            "time_zone"
        ) }} as shift_end_at
    from local_shifts

),

final as (

    select
        schedule_id,
        time_zone,
        local_date,
        shift_start_at,
        shift_end_at
    from dated
    where shift_start_at < shift_end_at

)

select * from final
