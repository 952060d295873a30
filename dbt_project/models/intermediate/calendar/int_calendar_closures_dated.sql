{#- The hours that holidays close, in each zone that the schedule has ever worked in. A holiday
    closes its own local day: a shift from the evening before ends at midnight. -#}
with

holidays as (

    select * from {{ ref("holidays") }}

),

schedules as (

    select * from {{ ref("schedules") }}

),

zones as (

    select
        schedule_id,
        time_zone
    from schedules
    group by schedule_id, time_zone

),

local_closures as (

    select
        holidays.schedule_id,
        zones.time_zone,
        holidays.holiday_date,
        {{ seconds_of_day("coalesce(holidays.closed_from_local, '00:00')") }} as start_seconds,
        {{ seconds_of_day("coalesce(holidays.closed_to_local, '24:00')") }} as end_seconds
    from holidays
    inner join zones
        on holidays.schedule_id = zones.schedule_id

),

dated as (

    select
        schedule_id,
        time_zone,
        holiday_date,
        {{ utc_from_local_time("holiday_date", "start_seconds", "time_zone") }} as closure_start_at,
        {{ utc_from_local_time(
            "holiday_date",
            "case when end_seconds > start_seconds then end_seconds else end_seconds + 86400 end",
            "time_zone"
        ) }} as closure_end_at
    from local_closures

),

final as (

    select
        schedule_id,
        time_zone,
        holiday_date,
        closure_start_at,
        closure_end_at
    from dated
    where closure_start_at < closure_end_at

)

select * from final
