{#- What the events of each ticket say of its quality, read once. A vendor's agent or a bot is a
    provider; the own team is who the roster calls internal. -#}
with

events as (

    select * from {{ ref("int_work_ticket_events") }}

),

marked as (

    select
        events.source_system,
        events.ticket_id,
        events.event_at,
        events.event_type = 'public_reply' as is_reply,
        events.event_type = 'solved' as is_solution,
        events.event_type = 'reopened' as is_reopening,
        events.event_type = 'assigned' as is_assignment,
        events.event_type = 'group' as is_group_change,
        coalesce({{ is_work_on_ticket("events") }}, false) as is_work,
        events.actor_kind in ('agent', 'vendor') as is_person,
        events.actor_kind in ('vendor', 'bot') as is_provider,
        coalesce(events.employer = 'internal', false) as is_own_team,
        events.from_value is not null as has_from_value,
        events.to_value is not null as has_to_value,
        coalesce(events.employer <> 'internal', false) as is_provider_team,
        events.handle_seconds
    from events

),

final as (

    select
        source_system,
        ticket_id,
        sum(case when is_reply then 1 else 0 end) as public_reply_count,
        sum(case when is_reply and is_person then 1 else 0 end) as persons_reply_count,
        min(case when is_solution then event_at end) as first_solved_at,
        max(case when is_solution then event_at end) as last_solved_at,
        min(case when is_solution and is_provider then event_at end) as first_provider_solved_at,
        min(case when is_solution and is_own_team then event_at end) as first_own_solved_at,
        min(case when is_work and is_provider then event_at end) as first_provider_worked_at,
        max(case when is_work and is_own_team then event_at end) as last_own_worked_at,
        max(case when is_reopening then event_at end) as last_reopened_at,
        sum(case when is_assignment then 1 else 0 end) as assignment_count,
        sum(case when is_assignment and has_from_value then 1 else 0 end) as assignment_from_count,
        sum(case when is_assignment and has_to_value then 1 else 0 end) as assignment_to_count,
        sum(case when is_group_change then 1 else 0 end) as group_change_count,
        sum(case when is_group_change and has_from_value then 1 else 0 end)
            as group_change_from_count,
        sum(case when is_group_change and has_to_value then 1 else 0 end)
            as group_change_to_count,
        sum(case when is_own_team then handle_seconds end) as own_handled_seconds,
        sum(case when is_provider_team then handle_seconds end) as provider_handled_seconds
    from marked
    group by source_system, ticket_id

)

select * from final
