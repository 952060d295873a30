{#- One row per ticket that was solved, in the month in which it was last, with what its events say.
    What a source does not record is empty, and never zero for that. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets") }}
    where
        status <> 'deleted'
        and merged_into_ticket_id is null

),

counted as (

    select * from {{ ref("int_quality_tickets_counted") }}

),

sessions as (

    select * from {{ ref("int_work_sessions") }}

),

company as (

    select * from {{ ref("company") }}

),

session_systems as (

    select distinct source_system
    from sessions

),

session_time as (

    select
        source_system,
        ticket_id,
        sum(case when employer = 'internal' then handle_seconds end) as own_handled_seconds,
        sum(case when employer <> 'internal' then handle_seconds end) as provider_handled_seconds
    from sessions
    group by source_system, ticket_id

),

-- What a system never says of any ticket, it does not record.
systems as (

    select
        counted.source_system,
        max(counted.public_reply_count) > 0 as records_replies,
        max(counted.assignment_count) > 0 as records_assignments,
        max(counted.group_change_count) > 0 as records_groups,
        coalesce(max(counted.own_handled_seconds), 0) > 0
        or max(case when session_systems.source_system is not null then 1 else 0 end) = 1
            as records_own_time
    from counted
    left join session_systems
        on counted.source_system = session_systems.source_system
    group by counted.source_system

),

final as (

    select
        tickets.source_system,
        tickets.ticket_id,
        {{ home_month(
            "coalesce(counted.last_solved_at, tickets.solved_at)", "company.time_zone"
        ) }} as quality_month,
        tickets.tier,
        tickets.service,
        tickets.workflow_id,
        tickets.provider_id,
        tickets.route,
        tickets.channel,
        tickets.is_automated,
        tickets.has_events,
        coalesce(counted.first_solved_at, tickets.first_solved_at) as first_solved_at,
        coalesce(counted.last_solved_at, tickets.solved_at) as last_solved_at,
        counted.first_provider_worked_at,
        counted.first_own_solved_at,
        cast(tickets.reopen_count as bigint) as reopen_count,
        case when systems.records_replies then counted.persons_reply_count end as reply_count,
        -- A value before the first change is a station that no event opened.
        case
            when not systems.records_assignments then null
            when
                counted.assignment_from_count = counted.assignment_count
                and counted.assignment_count > 0
                then counted.assignment_to_count + 1
            else counted.assignment_to_count
        end as agent_station_count,
        case
            when not systems.records_groups then null
            when counted.group_change_from_count = counted.group_change_count
                then counted.group_change_to_count + 1
            else counted.group_change_to_count
        end as group_station_count,
        coalesce(systems.records_own_time, false) as is_own_time_recorded,
        -- Of those whose ticket it is: the own team's help on a vendor's ticket is shadow work.
        nullif(
            coalesce(
                case
                    when {{ performer_of_route("tickets.route") }} = 'own_team'
                        then coalesce(
                            counted.own_handled_seconds, session_time.own_handled_seconds
                        )
                    when {{ performer_of_route("tickets.route") }} = 'provider'
                        then coalesce(
                            counted.provider_handled_seconds,
                            session_time.provider_handled_seconds
                        )
                end,
                tickets.handle_seconds
            ), 0
        ) as team_handled_seconds
    from tickets
    cross join company
    left join counted
        on
            tickets.source_system = counted.source_system
            and tickets.ticket_id = counted.ticket_id
    left join session_time
        on
            tickets.source_system = session_time.source_system
            and tickets.ticket_id = session_time.ticket_id
    left join systems
        on counted.source_system = systems.source_system
    where coalesce(counted.last_solved_at, tickets.solved_at) is not null

)

select * from final
