{#- Tickets whose solution did not hold: within the home's days after a solution they were opened
    again, or the own team worked on what a vendor or a bot had solved. -#}
with

counted as (

    select * from {{ ref("int_quality_tickets_counted") }}

),

events as (

    select * from {{ ref("int_work_ticket_events") }}

),

rules as (

    select * from {{ ref("int_quality_rules") }}

),

-- Few tickets can have been reworked; only their events are looked at one by one.
candidates as (

    select
        source_system,
        ticket_id,
        first_solved_at
    from counted
    where
        last_reopened_at > first_solved_at
        or last_own_worked_at > first_provider_solved_at

),

solutions as (

    select
        events.source_system,
        events.ticket_id,
        events.event_at as solved_at,
        events.actor_kind in ('vendor', 'bot') as is_provider
    from events
    inner join candidates
        on
            events.source_system = candidates.source_system
            and events.ticket_id = candidates.ticket_id
    where events.event_type = 'solved'

),

followers as (

    select
        events.source_system,
        events.ticket_id,
        events.event_at,
        events.event_type = 'reopened' as is_reopening
    from events
    inner join candidates
        on
            events.source_system = candidates.source_system
            and events.ticket_id = candidates.ticket_id
            and events.event_at > candidates.first_solved_at
    where
        events.event_type = 'reopened'
        or (events.employer = 'internal' and {{ is_work_on_ticket("events") }})

),

final as (

    select distinct
        solutions.source_system,
        solutions.ticket_id
    from solutions
    cross join rules
    inner join followers
        on
            solutions.source_system = followers.source_system
            and solutions.ticket_id = followers.ticket_id
            and solutions.solved_at < followers.event_at
            and followers.event_at
            <= {{ add_seconds("solutions.solved_at", "rules.rework_days * 86400") }}
    where followers.is_reopening or solutions.is_provider

)

select * from final
