{#- Shifts without their closed hours, per schedule and zone: at every instant at which a shift
    or a closure begins or ends, the number of each that are then running decides. -#}
with

shifts as (

    select * from {{ ref("int_calendar_shifts_dated") }}

),

closures as (

    select * from {{ ref("int_calendar_closures_dated") }}

),

changes as (

    select
        schedule_id,
        time_zone,
        shift_start_at as changed_at,
        1 as shift_change,
        0 as closure_change
    from shifts
    union all
    select
        schedule_id,
        time_zone,
        shift_end_at as changed_at,
        -1 as shift_change,
        0 as closure_change
    from shifts
    union all
    select
        schedule_id,
        time_zone,
        closure_start_at as changed_at,
        0 as shift_change,
        1 as closure_change
    from closures
    union all
    select
        schedule_id,
        time_zone,
        closure_end_at as changed_at,
        0 as shift_change,
        -1 as closure_change
    from closures

),

instants as (

    select
        schedule_id,
        time_zone,
        changed_at,
        sum(shift_change) as shift_change,
        sum(closure_change) as closure_change
    from changes
    group by schedule_id, time_zone, changed_at

),

swept as (

    select
        schedule_id,
        time_zone,
        changed_at as open_start_at,
        lead(changed_at) over (
            partition by schedule_id, time_zone
            order by changed_at
        ) as open_end_at,
        sum(shift_change) over (
            partition by schedule_id, time_zone
            order by changed_at
            rows between unbounded preceding and current row
        ) as running_shift_count,
        sum(closure_change) over (
            partition by schedule_id, time_zone
            order by changed_at
            rows between unbounded preceding and current row
        ) as running_closure_count
    from instants

),

final as (

    select
        schedule_id,
        time_zone,
        open_start_at,
        open_end_at
    from swept
    where
        running_shift_count > 0
        and running_closure_count = 0

)

select * from final
