{{ config(severity="warn") }}

-- If this warns, somebody who is on no roster row spent time on tickets: it is published as work of
-- `unassigned` and no pay follows it. Add the id and its days to the roster (generic/agents*.csv).
with

worked as (

    select
        source_system,
        actor_id,
        employer,
        handle_seconds
    from {{ ref("int_work_ticket_events") }}
    where handle_seconds > 0
    union all
    select
        source_system,
        actor_id,
        employer,
        handle_seconds
    from {{ ref("int_work_sessions") }}

)

select
    source_system,
    actor_id,
    count(*) as event_count,
    sum(handle_seconds) as handled_seconds
from worked
where employer is null
group by source_system, actor_id
