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
        valid_from as valid_from_date,
        valid_to as valid_to_date
    from schedules

)

select * from final
