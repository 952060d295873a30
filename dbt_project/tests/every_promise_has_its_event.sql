-- If this fails, a target applied to a ticket and left no row: a promise that nobody can see
-- broken.
{%- set turns = "'" ~ (turn_metrics() | join("', '")) ~ "'" %}
with

intervals as (

    select * from {{ ref("fct_ticket_intervals") }}

),

targets as (

    select * from {{ ref("dim_sla_targets") }}

),

events as (

    select * from {{ ref("fct_sla_events") }}

),

-- What every ticket has once it exists, under the policy under which it was created.
promised as (

    select distinct
        intervals.source_system,
        intervals.ticket_id,
        targets.metric,
        targets.policy_id
    from intervals
    inner join targets
        on
            intervals.policy_id = targets.policy_id
            and coalesce(targets.priority, intervals.priority) = intervals.priority
            and cast(intervals.started_at as date) > targets.valid_from_date
            and (
                targets.valid_to_date is null
                or cast(intervals.started_at as date) < {{ add_days("targets.valid_to_date", -1) }}
            )
    where
        intervals.interval_number = 1
        and targets.metric not in ({{ turns }})

)

select
    promised.source_system,
    promised.ticket_id,
    promised.policy_id,
    promised.metric
from promised
left join events
    on
        promised.source_system = events.source_system
        and promised.ticket_id = events.ticket_id
        and promised.metric = events.metric
        and promised.policy_id = events.policy_id
where events.ticket_id is null
