{#- Every ticket with the first policy, by rule order, whose conditions it met when it was created.
    A condition that is left empty holds for every ticket. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

policies as (

    select * from {{ ref("sla_policies") }}

),

numbered_policies as (

    select
        *,
        row_number() over (order by rule_order, policy_id) as policy_number
    from policies

),

first_matches as (

    select
        tickets.source_system,
        tickets.ticket_id,
        min(numbered_policies.policy_number) as policy_number
    from tickets
    inner join numbered_policies
        on
            {{ is_valid_on("tickets.created_date", "numbered_policies") }}
            and coalesce(numbered_policies.channel, tickets.channel) = tickets.channel
            and coalesce(numbered_policies.priority, tickets.priority) = tickets.priority
            and coalesce(numbered_policies.tier, tickets.tier) = tickets.tier
            and coalesce(numbered_policies.service, tickets.service) = tickets.service
            and coalesce(numbered_policies.provider_id, tickets.provider_id) = tickets.provider_id
            and coalesce(numbered_policies.workflow_id, tickets.workflow_id) = tickets.workflow_id
    group by tickets.source_system, tickets.ticket_id

),

final as (

    select
        tickets.source_system,
        tickets.ticket_id,
        tickets.created_date,
        tickets.priority,
        numbered_policies.policy_id,
        numbered_policies.schedule_id
    from tickets
    left join first_matches
        on
            tickets.source_system = first_matches.source_system
            and tickets.ticket_id = first_matches.ticket_id
    left join numbered_policies
        on first_matches.policy_number = numbered_policies.policy_number

)

select * from final
