-- If this fails, a status, a due time and a number of seconds on one row tell different stories,
-- and whoever works the queue by due time answers the wrong ticket first.
with

events as (

    select * from {{ ref("fct_sla_events") }}

)

select
    sla_event_id,
    sla_status,
    elapsed_seconds,
    target_seconds,
    due_at,
    fulfilled_at,
    breached_at
from events
where
    (is_breached and (breached_at is null or breached_at <> due_at))
    or (is_breached and elapsed_seconds <= target_seconds)
    or (not is_breached and (breached_at is not null or elapsed_seconds > target_seconds))
    -- The due time is looked up the other way round than the seconds, and must agree with them.
    or (is_breached and fulfilled_at < due_at)
    or (is_breached and fulfilled_at = due_at and due_at <> applied_at)
    or (sla_status = 'met' and fulfilled_at > due_at and elapsed_seconds <> target_seconds)
    or (sla_status in ('active', 'at_risk') and fulfilled_at is not null)
    or elapsed_seconds < 0
    or elapsed_business_seconds > elapsed_calendar_seconds
