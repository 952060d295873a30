{#- Attempts of a bot per month and cell of work: its own log, and bot-solved tickets that the log
    does not name. -#}
with

automation_events as (

    select * from {{ ref("int_work_automation_events_unioned") }}

),

placed as (

    select * from {{ ref("int_work_items_placed") }}
    where item_kind = 'automation_event'

),

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

logged_tickets as (

    select distinct ticket_id
    from automation_events
    where ticket_id is not null

),

attempts as (

    select
        work_month,
        tier,
        workflow_id,
        route,
        provider_id
    from placed
    union all
    select
        tickets.created_month as work_month,
        tickets.tier,
        tickets.workflow_id,
        tickets.route,
        tickets.provider_id
    from tickets
    left join logged_tickets
        on tickets.ticket_id = logged_tickets.ticket_id
    where
        tickets.is_automated
        and tickets.status <> 'deleted'
        and logged_tickets.ticket_id is null

),

final as (

    select
        work_month,
        tier,
        workflow_id,
        route,
        provider_id,
        count(*) as attempt_count
    from attempts
    group by work_month, tier, workflow_id, route, provider_id

)

select * from final
