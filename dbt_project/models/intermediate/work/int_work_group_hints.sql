{#- What the records of tickets say about their workflow, with each group that once had them. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets_assigned") }}

),

events as (

    select * from {{ ref("int_work_ticket_events") }}
    where event_type = 'group'

),

groups_seen as (

    select
        source_system,
        ticket_id,
        from_value as group_name
    from events
    where from_value is not null
    union
    select
        source_system,
        ticket_id,
        to_value as group_name
    from events
    where to_value is not null

),

hints as (

    select distinct
        tickets.source_system,
        lower(tickets.workflow_hint) as workflow_hint,
        lower(groups_seen.group_name) as group_name,
        lower(tickets.form_name) as form_name,
        lower(tickets.tags) as tags
    from groups_seen
    inner join tickets
        on
            groups_seen.source_system = tickets.source_system
            and groups_seen.ticket_id = tickets.ticket_id

),

final as (

    select
        source_system,
        workflow_hint,
        group_name,
        form_name,
        tags,
        {{ hint_key(["source_system", "workflow_hint", "group_name", "form_name", "tags"]) }}
            as workflow_hint_key
    from hints

)

select * from final
