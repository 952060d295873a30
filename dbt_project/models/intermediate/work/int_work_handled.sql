{#- Time spent on work, per month, cell of work and person. Minutes of the own team on a unit
    that a vendor or a bot should have finished stay with that unit's route: they are its shadow
    work. Time of somebody who is not on the roster is `unassigned`: it stays visible and
    carries no cost. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

events as (

    select * from {{ ref("int_work_ticket_events") }}

),

sessions as (

    select * from {{ ref("int_work_sessions") }}

),

work_counts as (

    select * from {{ ref("int_work_counts") }}

),

company as (

    select * from {{ ref("company") }}

),

event_time as (

    select
        events.source_system,
        events.ticket_id,
        {{ month_start(home_date("events.event_at", "company.time_zone")) }} as work_month,
        events.event_at,
        events.agent_key,
        {{ performer_of_employer("events.employer") }} as performed_by,
        events.handle_seconds,
        false as is_estimated
    from events
    cross join company
    where events.handle_seconds > 0
    union all
    select
        source_system,
        ticket_id,
        {{ month_start("event_date") }} as work_month,
        event_at,
        agent_key,
        {{ performer_of_employer("employer") }} as performed_by,
        handle_seconds,
        true as is_estimated
    from sessions

),

timed_tickets as (

    select distinct
        source_system,
        ticket_id
    from event_time

),

handled as (

    select
        event_time.work_month,
        tickets.tier,
        tickets.workflow_id,
        tickets.route,
        tickets.provider_id,
        event_time.agent_key,
        event_time.performed_by,
        event_time.handle_seconds,
        case
            when event_time.event_at > tickets.first_solved_at then event_time.handle_seconds
            else 0
        end as rework_seconds,
        case when event_time.is_estimated then event_time.handle_seconds else 0 end
            as estimated_seconds
    from event_time
    inner join tickets
        on
            event_time.source_system = tickets.source_system
            and event_time.ticket_id = tickets.ticket_id
    union all
    -- An export without event times gives one figure per ticket: it is the assignee's.
    select
        tickets.created_month as work_month,
        tickets.tier,
        tickets.workflow_id,
        tickets.route,
        tickets.provider_id,
        tickets.assignee_agent_key as agent_key,
        {{ performer_of_route("tickets.route") }} as performed_by,
        tickets.handle_seconds,
        0 as rework_seconds,
        0 as estimated_seconds
    from tickets
    left join timed_tickets
        on
            tickets.source_system = timed_tickets.source_system
            and tickets.ticket_id = timed_tickets.ticket_id
    where
        timed_tickets.ticket_id is null
        and tickets.handle_seconds > 0
    union all
    select
        work_month,
        tier,
        workflow_id,
        route,
        provider_id,
        cast(null as varchar) as agent_key,
        {{ performer_of_route("route") }} as performed_by,
        handle_seconds,
        0 as rework_seconds,
        0 as estimated_seconds
    from work_counts
    where handle_seconds > 0

),

final as (

    select
        work_month,
        tier,
        workflow_id,
        route,
        provider_id,
        agent_key,
        performed_by,
        cast(sum(handle_seconds) as bigint) as handled_seconds,
        cast(sum(rework_seconds) as bigint) as rework_seconds,
        cast(sum(estimated_seconds) as bigint) as estimated_seconds
    from handled
    group by work_month, tier, workflow_id, route, provider_id, agent_key, performed_by

)

select * from final
