{{ config(materialized="view") }}

{#- Each time that a ticket came to another priority, group or assignee, with where it then
    belonged. Until somebody has it, it belongs to whoever has it first. -#}
with

tickets as (

    select * from {{ ref("int_service_tickets_clocked") }}

),

states as (

    select * from {{ ref("int_service_states") }}

),

agents as (

    select * from {{ ref("int_work_agents") }}

),

workflow_matches as (

    select * from {{ ref("int_work_workflow_matches") }}

),

provider_matches as (

    select * from {{ ref("int_work_provider_matches") }}

),

held as (

    select
        states.ticket_number,
        states.placement_number,
        states.happened_at as placed_at,
        states.happened_date as placed_date,
        coalesce(states.priority_value, tickets.priority) as priority,
        coalesce(states.group_value, tickets.group_name) as group_name,
        case
            when states.assignee_value is null then tickets.assignee_employer else agents.employer
        end as employer,
        tickets.group_name as last_group_name,
        tickets.assignee_employer as last_employer,
        tickets.source_system,
        tickets.created_date,
        tickets.channel,
        tickets.workflow_hint,
        tickets.form_name,
        tickets.tags,
        tickets.is_automated,
        tickets.workflow_id,
        tickets.tier,
        tickets.service,
        tickets.provider_id,
        tickets.route
    from states
    inner join tickets
        on states.ticket_number = tickets.ticket_number
    left join agents
        on
            tickets.source_system = agents.agent_source_system
            and states.assignee_value = agents.agent_source_id
            and {{ is_valid_at("states.happened_at", "agents") }}
    where
        states.placement_change = 1
        or states.happened_at = tickets.created_at

),

-- Only where the record differs from the ticket's last one is it matched again.
keyed as (

    select
        *,
        case
            when coalesce(lower(group_name), '') <> coalesce(lower(last_group_name), '')
                then {{ hint_key(
                    ["source_system", "workflow_hint", "group_name", "form_name", "tags"]
                ) }}
        end as workflow_hint_key,
        case
            when
                coalesce(lower(group_name), '') <> coalesce(lower(last_group_name), '')
                or coalesce(lower(employer), '') <> coalesce(lower(last_employer), '')
                then {{ hint_key(
                    ["source_system", "is_automated", "employer", "group_name", "null"]
                ) }}
        end as provider_hint_key
    from held

),

final as (

    select
        keyed.ticket_number,
        keyed.placement_number,
        keyed.placed_at,
        keyed.placed_date,
        keyed.channel,
        keyed.priority,
        keyed.group_name,
        case
            when keyed.workflow_hint_key is null then keyed.workflow_id
            else coalesce(workflow_matches.workflow_id, 'unassigned')
        end as workflow_id,
        case
            when keyed.workflow_hint_key is null then keyed.tier
            else coalesce(workflow_matches.tier, 'unassigned')
        end as tier,
        case
            when keyed.workflow_hint_key is null then keyed.service
            else coalesce(workflow_matches.service, 'unassigned')
        end as service,
        case
            when keyed.provider_hint_key is null then keyed.provider_id
            else coalesce(provider_matches.provider_id, 'unassigned')
        end as provider_id,
        case
            when keyed.provider_hint_key is null then keyed.route
            else coalesce(provider_matches.route, 'unassigned')
        end as route
    from keyed
    left join workflow_matches
        on
            keyed.workflow_hint_key = workflow_matches.hint_key
            and {{ is_valid_on("keyed.created_date", "workflow_matches") }}
    left join provider_matches
        on
            keyed.provider_hint_key = provider_matches.hint_key
            and {{ is_valid_on("keyed.created_date", "provider_matches") }}

)

select * from final
