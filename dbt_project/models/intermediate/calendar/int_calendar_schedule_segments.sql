{#- The hours in which a schedule is open, as the fewest intervals that do not touch: overlapping
    shifts count once, and a schedule that never closes is one segment. -#}
with

hours as (

    select * from {{ ref("int_calendar_hours_opened") }}

),

changes as (

    select
        schedule_id,
        open_start_at as changed_at,
        1 as open_change
    from hours
    union all
    select
        schedule_id,
        open_end_at as changed_at,
        -1 as open_change
    from hours

),

instants as (

    select
        schedule_id,
        changed_at,
        sum(open_change) as open_change
    from changes
    group by schedule_id, changed_at

),

swept as (

    select
        schedule_id,
        changed_at,
        open_change,
        sum(open_change) over (
            partition by schedule_id
            order by changed_at
            rows between unbounded preceding and current row
        ) as running_open_count
    from instants

),

-- Only the instants at which the schedule opens (nothing ran before) or closes (nothing runs on).
edges as (

    select
        schedule_id,
        changed_at,
        running_open_count > 0 as is_opening
    from swept
    where
        open_change <> 0
        and (running_open_count = 0 or running_open_count = open_change)

),

paired as (

    select
        schedule_id,
        changed_at as segment_start_at,
        lead(changed_at) over (
            partition by schedule_id
            order by changed_at
        ) as segment_end_at,
        is_opening
    from edges

),

measured as (

    select
        schedule_id,
        segment_start_at,
        segment_end_at,
        {{ seconds_between("segment_start_at", "segment_end_at") }} as segment_seconds
    from paired
    where is_opening

),

final as (

    select
        schedule_id,
        segment_start_at,
        segment_end_at,
        segment_seconds,
        cast(
            sum(segment_seconds) over (
                partition by schedule_id
                order by segment_start_at
                rows between unbounded preceding and current row
            ) - segment_seconds as bigint
        ) as cumulative_seconds
    from measured

)

select * from final
