{#- Every UTC day of every schedule, cut where the schedule opens or closes. A part is open
    throughout or not at all, and knows how many open seconds came before it: the lookup from an
    instant to the business seconds before it is one row of this table. -#}
with

schedules as (

    select * from {{ ref("int_calendar_schedules_numbered") }}

),

days as (

    select * from {{ ref("int_calendar_days_spanned") }}

),

segments as (

    select * from {{ ref("int_calendar_schedule_segments") }}

),

changes as (

    select
        schedule_id,
        segment_start_at as changed_at,
        1 as open_change
    from segments
    union all
    select
        schedule_id,
        segment_end_at as changed_at,
        -1 as open_change
    from segments
    union all
    select
        schedules.schedule_id,
        cast(days.spine_date as timestamp) as changed_at,
        0 as open_change
    from schedules
    cross join days

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
        changed_at as part_start_at,
        lead(changed_at) over (
            partition by schedule_id
            order by changed_at
        ) as part_end_at,
        sum(open_change) over (
            partition by schedule_id
            order by changed_at
            rows between unbounded preceding and current row
        ) as running_open_count
    from instants

),

measured as (

    select
        schedule_id,
        part_start_at,
        part_end_at,
        {{ seconds_since_epoch("part_start_at") }} as part_start_second,
        {{ seconds_since_epoch("part_end_at") }} as part_end_second,
        running_open_count * {{ seconds_between("part_start_at", "part_end_at") }} as open_seconds
    from swept
    where part_end_at is not null

),

final as (

    select
        {{ calendar_day_key("schedules.schedule_number", "measured.part_start_at") }}
            as calendar_day_key,
        measured.schedule_id,
        schedules.schedule_number,
        measured.part_start_at,
        measured.part_end_at,
        measured.part_start_second,
        measured.part_end_second,
        cast(measured.open_seconds as bigint) as open_seconds,
        cast(
            sum(measured.open_seconds) over (
                partition by measured.schedule_id
                order by measured.part_start_at
                rows between unbounded preceding and current row
            ) - measured.open_seconds as bigint
        ) as cumulative_seconds
    from measured
    inner join schedules
        on measured.schedule_id = schedules.schedule_id

)

select * from final
