{#- The calendar the other way round: the open parts of each schedule, found by how many business
    seconds came before. A part that reaches over the end of a stretch of 86,400 seconds is found
    from both stretches. -#}
with

parts as (

    select * from {{ ref("int_calendar_schedule_days") }}

),

open_parts as (

    select
        {{ business_position_key("schedule_number", "cumulative_seconds") }} as first_key,
        {{ business_position_key("schedule_number", "cumulative_seconds + open_seconds") }}
            as last_key,
        part_start_second,
        open_seconds,
        cumulative_seconds
    from parts
    where open_seconds > 0

),

final as (

    select
        first_key as business_position_key,
        part_start_second,
        open_seconds,
        cumulative_seconds
    from open_parts
    union all
    select
        last_key as business_position_key,
        part_start_second,
        open_seconds,
        cumulative_seconds
    from open_parts
    where last_key <> first_key

)

select * from final
