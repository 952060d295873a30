{#- One row per ticket, placed, with what it counts as. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets_assigned") }}

),

placed as (

    select * from {{ ref("int_work_items_placed") }}
    where item_kind = 'ticket'

),

repeat_contacts as (

    select * from {{ ref("int_work_repeat_contacts") }}

),

final as (

    select
        tickets.source_system,
        tickets.ticket_id,
        tickets.created_at,
        tickets.updated_at,
        tickets.created_date,
        placed.work_month as created_month,
        tickets.channel,
        tickets.priority,
        tickets.status,
        placed.workflow_id,
        placed.tier,
        placed.service,
        placed.provider_id,
        placed.route,
        tickets.requester_key,
        tickets.workflow_hint,
        tickets.group_name,
        tickets.form_name,
        tickets.tags,
        tickets.assignee_agent_key,
        tickets.assignee_employer,
        tickets.merged_into_ticket_id,
        tickets.is_automated,
        tickets.has_events,
        tickets.has_stated_times,
        repeat_contacts.ticket_id is not null as is_repeat_contact,
        tickets.status <> 'deleted'
        and tickets.merged_into_ticket_id is null
        and repeat_contacts.ticket_id is null as is_demand_unit,
        {% if var("as_of") -%}
            tickets.last_solved_at is not null
            and (
                tickets.last_reopened_at is null
                or tickets.last_reopened_at <= tickets.last_solved_at
            ) as is_resolved,
        {%- else -%}
            tickets.status in ('solved', 'closed') as is_resolved,
        {%- endif %}
        tickets.first_reply_at,
        tickets.first_solved_at,
        -- A ticket that was opened again and not solved since has no resolution yet.
        case
            when tickets.last_reopened_at > tickets.last_solved_at then null
            else tickets.last_solved_at
        end as solved_at,
        tickets.closed_at,
        tickets.reopen_count,
        tickets.handle_seconds
    from tickets
    inner join placed
        on
            tickets.source_system = placed.source_system
            and tickets.ticket_id = placed.item_id
    left join repeat_contacts
        on
            tickets.source_system = repeat_contacts.source_system
            and tickets.ticket_id = repeat_contacts.ticket_id

)

select * from final
