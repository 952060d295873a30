{{ config(severity="warn") }}

-- If this warns, somebody who is on no roster row spent time on tickets: it is published as work of
-- `unassigned` and no pay follows it. Add the id and its days to the roster (generic/agents*.csv).
with

events as (

    select * from {{ ref("int_work_ticket_events") }}

)

select
    source_system,
    actor_id,
    count(*) as event_count,
    sum(handle_seconds) as handled_seconds
from events
where
    handle_seconds > 0
    and employer is null
group by source_system, actor_id
