{{ config(materialized="view") }}

{#- Each time that a ticket came to another priority, group or assignee, with where it then
    belonged. Before the first change of a field stands what the change came from; until somebody
    has it, it belongs to whoever has it first. -#}
{%- set fields = {"priority": "priority", "group": "group", "assignee": "assigned"} -%}
{%- set before = "partition by ticket_number order by placed_at"
    ~ " rows between unbounded preceding and current row" -%}
{%- set after = "partition by ticket_number order by placed_at"
    ~ " rows between current row and unbounded following" -%}
with

tickets as (

    select * from {{ ref("int_service_tickets_clocked") }}

),

events as (

    select * from {{ ref("int_work_ticket_events") }}

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

changes as (

    select
        ticket_number,
        created_at as placed_at,
        -1 as event_seq,
        cast(null as varchar) as event_type,
        cast(null as varchar) as to_value,
        cast(null as varchar) as from_value
    from tickets
    union all
    select
        tickets.ticket_number,
        greatest(tickets.created_at, events.event_at) as placed_at,
        events.event_seq,
        events.event_type,
        events.to_value,
        coalesce(events.from_value, events.to_value) as from_value
    from tickets
    inner join events
        on
            tickets.source_system = events.source_system
            and tickets.ticket_id = events.ticket_id
    where events.event_type in ('{{ fields.values() | join("', '") }}')

),

instants as (

    select
        ticket_number,
        placed_at,
        {%- for field, event_type in fields.items() %}
            {%- for what, value in [("earliest", "from_value"), ("latest", "to_value")] %}
                {%- set known = "case when event_type = '" ~ event_type ~ "' then " ~ value
                    ~ " end" %}
                {{ (latest_known if what == "latest" else earliest_known)(known, "event_seq") }}
                    as {{ field }}_{{ value }},
            {%- endfor %}
        {%- endfor %}
        max(case when event_type is not null then 1 else 0 end) as placement_change
    from changes
    group by ticket_number, placed_at

),

stated as (

    select
        ticket_number,
        placed_at,
        {%- for field in fields %}
            coalesce(
                {{ last_filled(field ~ "_to_value", before) }},
                {{ first_filled(field ~ "_from_value", after) }}
            ) as {{ field }}_value,
        {%- endfor %}
        cast(sum(placement_change) over ({{ before }}) as integer) as placement_number
    from instants

),

held as (

    select
        stated.ticket_number,
        stated.placement_number,
        stated.placed_at,
        coalesce(stated.priority_value, tickets.priority) as priority,
        coalesce(stated.group_value, tickets.group_name) as group_name,
        case
            when stated.assignee_value is null then tickets.assignee_employer else agents.employer
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
    from stated
    inner join tickets
        on stated.ticket_number = tickets.ticket_number
    left join agents
        on
            tickets.source_system = agents.agent_source_system
            and stated.assignee_value = agents.agent_source_id
            and {{ is_valid_at("stated.placed_at", "agents") }}

),

-- Only where the record differs from the ticket's last one is it matched again.
compared as (

    select
        *,
        coalesce(lower(group_name), '') <> coalesce(lower(last_group_name), '') as is_other_group,
        coalesce(lower(employer), '') <> coalesce(lower(last_employer), '') as is_other_employer
    from held

),

keyed as (

    select
        *,
        case
            when is_other_group
                then {{ hint_key(
                    ["source_system", "workflow_hint", "group_name", "form_name", "tags"]
                ) }}
        end as workflow_hint_key,
        case
            when is_other_group or is_other_employer
                then {{ hint_key(
                    ["source_system", "is_automated", "employer", "group_name", "null"]
                ) }}
        end as provider_hint_key
    from compared

),

final as (

    select
        keyed.ticket_number,
        keyed.placement_number,
        keyed.placed_at,
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
