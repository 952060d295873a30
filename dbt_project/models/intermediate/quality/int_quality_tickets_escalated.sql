{#- When each ticket was first moved up: from the group or an agent of a vendor or a bot to the own
    team, or from a group to one of a lower tier number. -#}
with

events as (

    select * from {{ ref("int_work_ticket_events") }}
    where
        event_type in ('group', 'assigned')
        and from_value is not null
        and to_value is not null

),

group_tiers as (

    select * from {{ ref("int_quality_group_tiers") }}

),

group_routes as (

    select * from {{ ref("int_quality_group_routes") }}

),

agents as (

    select * from {{ ref("int_work_agents") }}

),

company as (

    select * from {{ ref("company") }}

),

group_moves as (

    select
        events.source_system,
        events.ticket_id,
        events.event_at,
        {{ home_date("events.event_at", "company.time_zone") }} as event_date,
        {{ hint_key(["events.source_system", "events.from_value"]) }} as from_hint_key,
        {{ hint_key(["events.source_system", "events.to_value"]) }} as to_hint_key
    from events
    cross join company
    where events.event_type = 'group'

),

group_escalations as (

    select
        group_moves.source_system,
        group_moves.ticket_id,
        group_moves.event_at
    from group_moves
    left join group_tiers as from_group_tiers
        on
            group_moves.from_hint_key = from_group_tiers.hint_key
            and {{ is_valid_on("group_moves.event_date", "from_group_tiers") }}
    left join group_tiers as to_group_tiers
        on
            group_moves.to_hint_key = to_group_tiers.hint_key
            and {{ is_valid_on("group_moves.event_date", "to_group_tiers") }}
    left join group_routes as from_group_routes
        on
            group_moves.from_hint_key = from_group_routes.hint_key
            and {{ is_valid_on("group_moves.event_date", "from_group_routes") }}
    left join group_routes as to_group_routes
        on
            group_moves.to_hint_key = to_group_routes.hint_key
            and {{ is_valid_on("group_moves.event_date", "to_group_routes") }}
    where
        to_group_tiers.tier_order < from_group_tiers.tier_order
        or (
            to_group_routes.route = 'in_house'
            and {{ performer_of_route("from_group_routes.route") }} = 'provider'
            and from_group_routes.route is not null
        )

),

agent_escalations as (

    select
        events.source_system,
        events.ticket_id,
        events.event_at
    from events
    inner join agents as from_agents
        on
            events.source_system = from_agents.agent_source_system
            and events.from_value = from_agents.agent_source_id
            and {{ is_valid_at("events.event_at", "from_agents") }}
            and from_agents.actor_kind in ('vendor', 'bot')
    inner join agents as to_agents
        on
            events.source_system = to_agents.agent_source_system
            and events.to_value = to_agents.agent_source_id
            and {{ is_valid_at("events.event_at", "to_agents") }}
            and to_agents.actor_kind = 'agent'
    where events.event_type = 'assigned'

),

moves as (

    select * from group_escalations
    union all
    select * from agent_escalations

),

final as (

    select
        source_system,
        ticket_id,
        min(event_at) as first_escalated_at
    from moves
    group by source_system, ticket_id

)

select * from final
