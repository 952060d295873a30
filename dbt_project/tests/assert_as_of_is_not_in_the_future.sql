-- If this fails, a record is dated after the day on which it landed (a mistyped year?), and the
-- whole company would be judged at that moment: months would open and clocks run out too early.
with

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

landed as (

    select max(loaded_at) as loaded_at
    from (
        select max(loaded_at) as loaded_at from {{ ref("int_work_tickets_unioned") }}
        union all
        select max(loaded_at) as loaded_at from {{ ref("int_work_counts_unioned") }}
        union all
        select max(loaded_at) as loaded_at from {{ ref("int_work_time_entries_unioned") }}
        union all
        select max(loaded_at) as loaded_at from {{ ref("int_work_automation_events_unioned") }}
    ) as tables

)

select
    as_of.as_of_at,
    landed.loaded_at
from as_of
cross join landed
where {{ add_days("cast(landed.loaded_at as date)", 2) }} <= cast(as_of.as_of_at as date)
