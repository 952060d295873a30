with

events as (

    select * from {{ ref("int_work_ticket_events_unioned") }}

),

agents as (

    select * from {{ ref("int_work_agents") }}

),

final as (

    select
        events.source_system,
        events.ticket_id,
        events.event_id,
        events.event_at,
        events.event_seq,
        events.event_type,
        events.actor_id,
        agents.agent_key,
        agents.employer,
        -- A roster row knows better than the helpdesk who is a vendor's agent or a bot.
        case
            when events.actor_kind in ('customer', 'system') then events.actor_kind
            else coalesce(agents.actor_kind, events.actor_kind)
        end as actor_kind,
        events.from_value,
        events.to_value,
        events.handle_seconds
    from events
    left join agents
        on
            events.source_system = agents.agent_source_system
            and events.actor_id = agents.agent_source_id
            and {{ is_valid_at("events.event_at", "agents") }}

)

select * from final
