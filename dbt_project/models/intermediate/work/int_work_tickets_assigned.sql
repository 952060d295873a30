{#- Tickets with what their events say and the employer of the agent that they are assigned to. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets_unioned") }}

),

clocks as (

    select * from {{ ref("int_work_ticket_clocks") }}

),

agents as (

    select * from {{ ref("int_work_agents") }}

),

company as (

    select * from {{ ref("company") }}

),

final as (

    select
        tickets.source_system,
        tickets.ticket_id,
        tickets.created_at,
        tickets.updated_at,
        {{ home_date("tickets.created_at", "company.time_zone") }} as created_date,
        tickets.channel,
        tickets.priority,
        tickets.status,
        tickets.group_name,
        tickets.workflow_hint,
        tickets.form_name,
        tickets.tags,
        tickets.requester_key,
        tickets.merged_into_ticket_id,
        agents.employer as assignee_employer,
        agents.agent_key as assignee_agent_key,
        clocks.is_automated,
        clocks.has_events,
        clocks.has_stated_times,
        clocks.first_reply_at,
        clocks.first_solved_at,
        clocks.last_solved_at,
        clocks.last_reopened_at,
        clocks.closed_at,
        clocks.reopen_count,
        clocks.handle_seconds
    from tickets
    inner join clocks
        on
            tickets.source_system = clocks.source_system
            and tickets.ticket_id = clocks.ticket_id
    cross join company
    left join agents
        on
            tickets.source_system = agents.agent_source_system
            and tickets.assignee_id = agents.agent_source_id
            and {{ is_valid_at("tickets.updated_at", "agents") }}

)

select * from final
