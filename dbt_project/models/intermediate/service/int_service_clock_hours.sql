{{ config(materialized="view") }}

{#- The opening hours that each counted interval of a clock overlaps, by how much, and when that was
    on the wall clock of the shift that was then open. They add up to the interval's business time. -#}
with

intervals as (

    select * from {{ ref("int_service_clock_intervals") }}
    where is_counted

),

segments as (

    select * from {{ ref("int_calendar_schedule_segments") }}

),

zoned_hours as (

    select * from {{ ref("int_calendar_hours_opened") }}

),

overlapped as (

    select
        intervals.*,
        segments.segment_start_at,
        segments.segment_end_at,
        greatest(segments.segment_start_at, intervals.run_from_at) as open_from_at,
        least(segments.segment_end_at, intervals.run_until_at) as open_until_at
    from intervals
    inner join segments
        on
            intervals.schedule_id = segments.schedule_id
            and intervals.run_from_at < segments.segment_end_at
            and intervals.run_until_at > segments.segment_start_at

),

-- A schedule can work in several zones at once.
zoned as (

    select
        overlapped.source_system,
        overlapped.ticket_id,
        overlapped.metric,
        overlapped.clock_started_at,
        overlapped.applied_at,
        overlapped.interval_number,
        overlapped.schedule_id,
        overlapped.segment_start_at,
        overlapped.segment_end_at,
        overlapped.open_from_at,
        overlapped.open_until_at,
        min(zoned_hours.time_zone) as time_zone
    from overlapped
    inner join zoned_hours
        on
            overlapped.schedule_id = zoned_hours.schedule_id
            and overlapped.open_from_at >= zoned_hours.open_start_at
            and overlapped.open_from_at < zoned_hours.open_end_at
    group by
        overlapped.source_system,
        overlapped.ticket_id,
        overlapped.metric,
        overlapped.clock_started_at,
        overlapped.applied_at,
        overlapped.interval_number,
        overlapped.schedule_id,
        overlapped.segment_start_at,
        overlapped.segment_end_at,
        overlapped.open_from_at,
        overlapped.open_until_at

),

final as (

    select
        source_system,
        ticket_id,
        metric,
        clock_started_at,
        applied_at,
        interval_number,
        schedule_id,
        time_zone,
        segment_start_at,
        segment_end_at,
        open_from_at,
        open_until_at,
        {{ local_from_utc("segment_start_at", "time_zone") }} as segment_start_local,
        {{ local_from_utc("segment_end_at", "time_zone") }} as segment_end_local,
        {{ local_from_utc("open_from_at", "time_zone") }} as open_from_local,
        {{ local_from_utc("open_until_at", "time_zone") }} as open_until_local,
        {{ seconds_since_epoch("open_until_at") }} - {{ seconds_since_epoch("open_from_at") }}
            as open_seconds
    from zoned

)

select * from final
