{#- One row per ticket that was solved: what became of it, as counts of one and zero; empty where
    its source cannot tell. -#}
with

solved as (

    select * from {{ ref("int_quality_tickets_solved") }}

),

reworked as (

    select * from {{ ref("int_quality_tickets_reworked") }}

),

escalated as (

    select * from {{ ref("int_quality_tickets_escalated") }}

),

rules as (

    select * from {{ ref("int_quality_rules") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

judged as (

    select
        solved.*,
        reworked.ticket_id is not null as is_reworked,
        as_of.as_of_at < {{ add_seconds("solved.last_solved_at", "rules.rework_days * 86400") }}
            as can_still_be_reworked,
        -- Moved by hand, or simply solved by the own team after a vendor or a bot had begun.
        coalesce(
            escalated.first_escalated_at <= solved.first_solved_at
            or (
                solved.first_provider_worked_at < solved.first_solved_at
                and solved.first_own_solved_at = solved.first_solved_at
            ), false
        ) as is_escalated
    from solved
    cross join rules
    cross join as_of
    left join reworked
        on
            solved.source_system = reworked.source_system
            and solved.ticket_id = reworked.ticket_id
    left join escalated
        on
            solved.source_system = escalated.source_system
            and solved.ticket_id = escalated.ticket_id

),

final as (

    select
        source_system,
        ticket_id,
        quality_month,
        tier,
        service,
        workflow_id,
        provider_id,
        route,
        channel,
        case when has_events then case when is_reworked then 1 else 0 end end as rework_count,
        case
            when has_events
                then case when can_still_be_reworked and not is_reworked then 1 else 0 end
        end as rework_undecided_count,
        case when has_events then case when is_escalated then 1 else 0 end end as escalation_count,
        case
            when not is_automated and reply_count is not null
                then case when reply_count = 1 then 1 else 0 end
        end as one_touch_count,
        reopen_count,
        reply_count,
        agent_station_count,
        group_station_count,
        case
            when agent_station_count is not null or group_station_count is not null
                then greatest(
                    coalesce(agent_station_count - 1, 0), coalesce(group_station_count - 1, 0), 0
                )
        end as handoff_count,
        case
            when {{ performer_of_route("route") }} = 'provider' and is_own_time_recorded then 1
        end as shadow_work_measured_count
    from judged

)

select * from final
