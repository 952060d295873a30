{#- Planned shifts cut at the full hours of UTC, added up per route. -#}
with

shifts as (

    select * from {{ ref("int_work_shifts_unioned") }}

),

hours as (

    select * from {{ ref("int_calendar_hours_spanned") }}

),

timed as (

    select
        route,
        people_count,
        {{ seconds_since_epoch("starts_at") }} as start_second,
        {{ seconds_since_epoch("ends_at") }} as end_second
    from shifts

),

numbered as (

    select
        *,
        cast({{ integer_divide("start_second", 3600) }} as bigint) as first_hour_number,
        cast({{ integer_divide("end_second - 1", 3600) }} as bigint) as last_hour_number
    from timed

),

cut as (

    select
        hours.hour_number,
        hours.utc_month,
        numbered.route,
        numbered.people_count,
        numbered.people_count * (
            least(numbered.end_second, (hours.hour_number + 1) * 3600)
            - greatest(numbered.start_second, hours.hour_number * 3600)
        ) as staffed_person_seconds
    from numbered
    inner join hours
        on
            numbered.first_hour_number <= hours.hour_number
            and numbered.last_hour_number >= hours.hour_number

),

final as (

    select
        hour_number,
        utc_month,
        route,
        cast(sum(people_count) as bigint) as people_count,
        cast(sum(staffed_person_seconds) as bigint) as staffed_person_seconds
    from cut
    group by hour_number, utc_month, route

)

select * from final
