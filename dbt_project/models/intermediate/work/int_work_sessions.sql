{#- Handling time of tickets whose helpdesk records none, estimated from their events: what an
    agent does without a longer pause than the home declares is one session, over all tickets.
    An event stands for the pause before it, the first of a session for the declared time before
    it. Only systems with a rule in handle_time_rules.csv are estimated. -#}
with

events as (

    select * from {{ ref("int_work_ticket_events") }}

),

clocks as (

    select * from {{ ref("int_work_ticket_clocks") }}

),

rules as (

    select * from {{ ref("handle_time_rules") }}

),

company as (

    select * from {{ ref("company") }}

),

agent_events as (

    select
        events.*,
        {{ seconds_between(
            "lag(events.event_at) over (
                partition by events.source_system, coalesce(events.actor_id, events.event_id)
                order by events.event_at, events.event_seq, events.event_id
            )",
            "events.event_at"
        ) }} as pause_seconds
    from events
    where events.actor_kind in ('agent', 'vendor')

),

ruled as (

    select
        agent_events.source_system,
        agent_events.ticket_id,
        agent_events.actor_id,
        agent_events.agent_key,
        agent_events.employer,
        agent_events.event_at,
        agent_events.pause_seconds,
        rules.longest_pause_minutes,
        rules.minutes_before_first_event,
        {{ home_date("agent_events.event_at", "company.time_zone") }} as event_date
    from agent_events
    cross join company
    inner join clocks
        on
            agent_events.source_system = clocks.source_system
            and agent_events.ticket_id = clocks.ticket_id
    inner join rules
        on
            agent_events.source_system = rules.source_system
            and {{ is_valid_on(home_date("agent_events.event_at", "company.time_zone"), "rules") }}
    where coalesce(clocks.handle_seconds, 0) = 0

),

timed as (

    select
        source_system,
        ticket_id,
        actor_id,
        agent_key,
        employer,
        event_at,
        event_date,
        -- An event that opens a session stands for the work before it, any other for the pause.
        case
            when pause_seconds <= longest_pause_minutes * 60 then pause_seconds
            else minutes_before_first_event * 60
        end as handle_seconds
    from ruled

),

final as (

    select
        source_system,
        ticket_id,
        actor_id,
        agent_key,
        employer,
        event_at,
        event_date,
        cast(handle_seconds as bigint) as handle_seconds
    from timed
    where handle_seconds > 0

)

select * from final
