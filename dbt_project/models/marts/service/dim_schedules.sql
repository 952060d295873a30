with

schedules as (

    select * from {{ ref("schedules") }}

),

final as (

    select
        schedule_id,
        time_zone,
        cast(iso_weekday as bigint) as iso_weekday,
        starts_at_local,
        ends_at_local,
        valid_from,
        valid_to
    from schedules

)

select * from final
