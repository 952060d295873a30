{#- One row per ticket that was solved, in the month in which it was last: what became of it. A
    column is empty where the source records no such thing, and never zero for that. -#}
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

reworked as (

    select * from {{ ref("int_quality_tickets_reworked") }}

),

escalated as (

    select * from {{ ref("int_quality_tickets_escalated") }}

),

sessions as (

    select distinct source_system
    from {{ ref("int_work_sessions") }}

),

rules as (

    select * from {{ ref("int_quality_rules") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

company as (

    select * from {{ ref("company") }}

),

-- What a system never says of any ticket, it does not record.
systems as (

    select
        counted.source_system,
        max(counted.public_reply_count) > 0 as records_replies,
        max(counted.assignment_count) > 0 as records_assignments,
        max(counted.group_change_count) > 0 as records_groups,
        coalesce(max(counted.own_handled_seconds), 0) > 0
        or max(case when sessions.source_system is not null then 1 else 0 end) = 1
            as records_own_time
    from counted
    left join sessions
        on counted.source_system = sessions.source_system
    group by counted.source_system

),

solved as (

    select
        tickets.*,
        counted.persons_reply_count,
        -- A value before the first change is a station that no event opened.
        counted.assignment_to_count
        + case
            when counted.assignment_count = 0 then 0
            when counted.assignment_from_count = counted.assignment_count then 1
            else 0
        end as agent_stations,
        counted.group_change_to_count
        + case
            when counted.group_change_from_count = counted.group_change_count then 1
            else 0
        end as group_stations,
        counted.first_provider_worked_at,
        counted.first_own_solved_at,
        coalesce(counted.first_solved_at, tickets.first_solved_at) as was_first_solved_at,
        coalesce(counted.last_solved_at, tickets.solved_at) as last_solved_at,
        systems.records_replies,
        systems.records_assignments,
        systems.records_groups,
        coalesce(systems.records_own_time, false) as records_own_time
    from tickets
    left join counted
        on
            tickets.source_system = counted.source_system
            and tickets.ticket_id = counted.ticket_id
    left join systems
        on
            counted.source_system = systems.source_system
    where coalesce(counted.last_solved_at, tickets.solved_at) is not null

),

final as (

    select
        solved.source_system,
        solved.ticket_id,
        {{ month_start(home_date("solved.last_solved_at", "company.time_zone")) }} as quality_month,
        solved.tier,
        solved.service,
        solved.workflow_id,
        solved.provider_id,
        solved.route,
        solved.channel,
        cast(solved.reopen_count as bigint) as reopen_count,
        case when solved.has_events then case when reworked.ticket_id is null then 0 else 1 end end
            as rework_count,
        case
            when solved.has_events
                then case
                    when
                        reworked.ticket_id is null
                        and as_of.as_of_at
                        < {{ add_seconds("solved.last_solved_at", "rules.rework_days * 86400") }}
                        then 1
                    else 0
                end
        end as rework_undecided_count,
        -- Moved by hand, or simply finished by the own team after a vendor or a bot had begun.
        case
            when solved.has_events
                then case
                    when
                        escalated.first_escalated_at <= solved.was_first_solved_at
                        or (
                            solved.first_provider_worked_at < solved.was_first_solved_at
                            and solved.first_own_solved_at = solved.was_first_solved_at
                        )
                        then 1
                    else 0
                end
        end as escalation_count,
        case when solved.records_replies then solved.persons_reply_count end as reply_count,
        case
            when solved.records_replies and not solved.is_automated
                then case when solved.persons_reply_count = 1 then 1 else 0 end
        end as one_touch_count,
        case when solved.records_assignments then solved.agent_stations end as agent_station_count,
        case when solved.records_groups then solved.group_stations end as group_station_count,
        case
            when solved.records_assignments or solved.records_groups
                then greatest(
                    case when solved.records_assignments then solved.agent_stations - 1 else 0 end,
                    case when solved.records_groups then solved.group_stations - 1 else 0 end,
                    0
                )
        end as handoff_count,
        case
            when {{ performer_of_route("solved.route") }} = 'provider' and solved.records_own_time
                then 1
        end as shadow_work_measured_count
    from solved
    cross join rules
    cross join as_of
    cross join company
    left join reworked
        on
            solved.source_system = reworked.source_system
            and solved.ticket_id = reworked.ticket_id
    left join escalated
        on
            solved.source_system = escalated.source_system
            and solved.ticket_id = escalated.ticket_id

)

select * from final
