{#- Segments with what they last in calendar and in business time: the difference of two lookups
    in the calendar. Every clock is a sum over some of them. -#}
with

segments as (

    select * from {{ ref("int_service_segments_keyed") }}

),

calendar_parts as (

    select * from {{ ref("int_calendar_schedule_days") }}

),

final as (

    select
        segments.ticket_number,
        segments.started_at,
        segments.started_date,
        segments.ended_at,
        segments.is_last,
        segments.next_reply_change,
        segments.status_number,
        segments.previous_status_number,
        segments.placement_change,
        segments.placement_number,
        segments.promise_number,
        segments.reply_number,
        segments.solve_number,
        segments.reply_change,
        segments.is_message,
        segments.schedule_number,
        -- As integers: a sum of wider ones takes twice as long.
        cast(segments.ended_second - segments.started_second as integer) as calendar_seconds,
        cast(
            {{ business_seconds_between(
                "segments.started_second", "started_parts", "segments.ended_second", "ended_parts"
            ) }} as integer
        ) as business_seconds,
        cast(
            {{ business_seconds_before("segments.started_second", "started_parts") }} as integer
        ) as start_position
    from segments
    left join calendar_parts as started_parts
        on
            segments.started_day_key = started_parts.calendar_day_key
            and segments.started_second >= started_parts.part_start_second
            and segments.started_second < started_parts.part_end_second
    left join calendar_parts as ended_parts
        on
            segments.ended_day_key = ended_parts.calendar_day_key
            and segments.ended_second >= ended_parts.part_start_second
            and segments.ended_second < ended_parts.part_end_second

)

select * from final
