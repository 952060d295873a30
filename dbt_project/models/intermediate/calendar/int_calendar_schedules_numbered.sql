with

schedules as (

    select * from {{ ref("schedules") }}

),

distinct_schedules as (

    select schedule_id
    from schedules
    group by schedule_id

),

final as (

    select
        schedule_id,
        cast(row_number() over (order by schedule_id) as bigint) as schedule_number
    from distinct_schedules

)

select * from final
