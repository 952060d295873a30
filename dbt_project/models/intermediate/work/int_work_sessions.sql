{#- Handling time of tickets whose helpdesk records none, estimated from their events: what an agent
    does on one ticket, without a longer pause than the home declares, is one session. It lasts from
    its first event to its last, and the declared time before the first. Only systems with a rule in
    handle_time_rules.csv are estimated. -#}
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

ruled as (

    select
        events.source_system,
        events.ticket_id,
        events.actor_id,
        events.agent_key,
        events.employer,
        events.event_id,
        events.event_at,
        rules.longest_pause_minutes,
        rules.minutes_before_first_event,
        {{ home_date("events.event_at", "company.time_zone") }} as event_date,
        {{ seconds_between(
            "lag(events.event_at) over (
                partition by events.source_system, events.ticket_id, events.actor_id
                order by events.event_at, events.event_seq, events.event_id
            )",
            "events.event_at"
        ) }} as pause_seconds
    from events
    cross join company
    inner join clocks
        on
            events.source_system = clocks.source_system
            and events.ticket_id = clocks.ticket_id
    inner join rules
        on
            events.source_system = rules.source_system
            and {{ is_valid_on(home_date("events.event_at", "company.time_zone"), "rules") }}
    where
        coalesce(clocks.handle_seconds, 0) = 0
        and events.actor_kind in ('agent', 'vendor')

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
