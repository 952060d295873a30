-- If this fails, people were planned whom no hour shows, or an hour shows people twice: the shifts
-- that lie in the hours of the table do not add up to what the hours hold of them.
with

shifts as (

    select * from {{ ref("int_work_shifts_unioned") }}

),

hours as (

    select * from {{ ref("int_calendar_hours_spanned") }}

),

staffed as (

    select * from {{ ref("int_service_hours_staffed") }}

),

bounds as (

    select
        min(hour_start_at) as first_at,
        {{ add_seconds("max(hour_start_at)", 3600) }} as last_at
    from hours

),

planned as (

    select
        shifts.route,
        sum(
            shifts.people_count * {{ seconds_between(
                "greatest(shifts.starts_at, bounds.first_at)", "least(shifts.ends_at, bounds.last_at)"
            ) }}
        ) as person_seconds
    from shifts
    inner join bounds
        on
            shifts.starts_at < bounds.last_at
            and shifts.ends_at > bounds.first_at
    group by shifts.route

),

held as (

    select
        route,
        sum(staffed_person_seconds) as person_seconds
    from staffed
    group by route

)

select
    coalesce(planned.route, held.route) as route,
    planned.person_seconds as planned_person_seconds,
    held.person_seconds as held_person_seconds
from planned
full outer join held
    on planned.route = held.route
where coalesce(planned.person_seconds, 0) <> coalesce(held.person_seconds, 0)
