-- If this fails, cutting the open hours into days lost or doubled seconds, and every business time
-- that spans the place is wrong by them.
with

segments as (

    select * from {{ ref("int_calendar_schedule_segments") }}

),

parts as (

    select * from {{ ref("int_calendar_schedule_days") }}

),

by_segment as (

    select
        schedule_id,
        sum(segment_seconds) as open_seconds
    from segments
    group by schedule_id

),

by_part as (

    select
        schedule_id,
        sum(open_seconds) as open_seconds,
        sum(case when open_seconds > 86400 then 1 else 0 end) as long_part_count
    from parts
    group by schedule_id

)

select
    by_part.schedule_id,
    by_part.open_seconds,
    by_segment.open_seconds as segment_seconds
from by_part
left join by_segment
    on by_part.schedule_id = by_segment.schedule_id
where
    by_part.open_seconds <> coalesce(by_segment.open_seconds, 0)
    or by_part.long_part_count > 0
