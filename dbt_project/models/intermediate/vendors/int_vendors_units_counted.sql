{#- What the helpdesk and the bots' logs know of the units that a contract pays for, one by one:
    in which month each counts, and why the contract does not pay for it. -#}
with

contracts as (

    select * from {{ ref("provider_contracts") }}

),

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

automation_events as (

    select * from {{ ref("int_work_automation_events_unioned") }}

),

placed_events as (

    select * from {{ ref("int_work_items_placed") }}
    where item_kind = 'automation_event'

),

reworked as (

    select * from {{ ref("int_quality_tickets_reworked") }}

),

company as (

    select * from {{ ref("company") }}

),

outcomes as (

    select
        placed_events.provider_id,
        placed_events.work_month as unit_month,
        automation_events.source_system,
        automation_events.ticket_id,
        automation_events.event_at as unit_at,
        automation_events.event_id,
        automation_events.ticket_id is not null
        and row_number() over (
            partition by placed_events.provider_id, automation_events.ticket_id
            order by automation_events.event_at, automation_events.event_id
        ) > 1 as is_repeat
    from automation_events
    inner join placed_events
        on
            automation_events.source_system = placed_events.source_system
            and automation_events.event_id = placed_events.item_id
    where
        automation_events.outcome in ('resolved', 'assumed_resolved')
        and coalesce(automation_events.is_billed, true)

),

reworked_tickets as (

    select distinct ticket_id
    from reworked

),

dated as (

    select
        tickets.source_system,
        tickets.ticket_id,
        tickets.provider_id,
        tickets.status,
        tickets.merged_into_ticket_id,
        tickets.is_repeat_contact,
        tickets.created_month,
        tickets.created_at,
        tickets.solved_at,
        {{ home_month("tickets.solved_at", "company.time_zone") }} as solved_month
    from tickets
    cross join company

),

units as (

    select
        contracts.contract_line_id,
        contracts.valid_from,
        contracts.provider_id,
        dated.source_system,
        dated.ticket_id,
        case
            when contracts.counted_on = 'solved' then dated.solved_month
            else dated.created_month
        end as unit_month,
        case when contracts.counted_on = 'solved' then dated.solved_at else dated.created_at end
            as unit_at,
        case
            when contracts.counted_unit = 'ticket' then null
            when dated.is_repeat_contact or dated.merged_into_ticket_id is not null
                then 'repeat_contact'
        end as unpaid_reason
    from contracts
    inner join dated
        on contracts.provider_id = dated.provider_id
    where
        contracts.counted_unit = 'ticket'
        or (contracts.counted_unit = 'request' and dated.status <> 'deleted')
    union all
    select
        contracts.contract_line_id,
        contracts.valid_from,
        contracts.provider_id,
        outcomes.source_system,
        outcomes.ticket_id,
        outcomes.unit_month,
        outcomes.unit_at,
        case
            when outcomes.is_repeat then 'repeat_contact'
            when
                reworked_tickets.ticket_id is not null
                and not coalesce(contracts.is_reopened_billable, false)
                then 'reopened_outcome'
        end as unpaid_reason
    from contracts
    inner join outcomes
        on contracts.provider_id = outcomes.provider_id
    left join reworked_tickets
        on outcomes.ticket_id = reworked_tickets.ticket_id
    where contracts.counted_unit = 'bot_outcome'

),

final as (

    select
        units.contract_line_id,
        units.provider_id,
        units.unit_month,
        units.source_system,
        units.ticket_id,
        units.unit_at,
        units.unpaid_reason
    from units
    inner join contracts
        on
            units.contract_line_id = contracts.contract_line_id
            and units.valid_from = contracts.valid_from
            and {{ is_valid_on("units.unit_month", "contracts") }}

)

select * from final
