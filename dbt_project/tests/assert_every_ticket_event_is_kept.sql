-- If this fails, two roster rows of one id overlap (events counted twice) or events were lost.
with

staged as (

    select
        count(*) as event_count,
        coalesce(sum(handle_seconds), 0) as handle_seconds
    from {{ ref("int_work_ticket_events_unioned") }}

),

joined as (

    select
        count(*) as event_count,
        coalesce(sum(handle_seconds), 0) as handle_seconds
    from {{ ref("int_work_ticket_events") }}

)

select
    staged.event_count as staged_count,
    joined.event_count as joined_count
from staged
cross join joined
where
    staged.event_count <> joined.event_count
    or staged.handle_seconds <> joined.handle_seconds
