{#- Demand units per month, workflow and route. What a bot was paid for beyond the tickets that the
    log gives it was intercepted before any ticket existed: it arrived all the same. -#}
with

demand as (

    select * from {{ ref("int_work_demand_months") }}

),

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

work_counts as (

    select * from {{ ref("int_work_counts") }}
    where route = 'automation'

),

automation_events as (

    select * from {{ ref("int_work_automation_events_unioned") }}
    where is_billed

),

placed as (

    select * from {{ ref("int_work_items_placed") }}
    where item_kind = 'automation_event'

),

billed_units as (

    select * from {{ ref("int_work_billed_units") }}
    where route = 'automation'

),

-- A contact that repeats another is no demand, but the bot was paid for it and it has a ticket.
bot_work as (

    select
        created_month as work_month,
        workflow_id,
        1 as logged_count,
        0 as ticketless_count,
        0 as billed_count
    from tickets
    where
        route = 'automation'
        and status <> 'deleted'
    union all
    select
        work_month,
        workflow_id,
        unit_count as logged_count,
        0 as ticketless_count,
        0 as billed_count
    from work_counts
    union all
    select
        placed.work_month,
        placed.workflow_id,
        0 as logged_count,
        1 as ticketless_count,
        0 as billed_count
    from automation_events
    inner join placed
        on
            automation_events.source_system = placed.source_system
            and automation_events.event_id = placed.item_id
    left join tickets
        on automation_events.ticket_id = tickets.ticket_id
    where tickets.ticket_id is null
    union all
    select
        work_month,
        workflow_id,
        0 as logged_count,
        0 as ticketless_count,
        cast(billed_unit_count as bigint) as billed_count
    from billed_units

),

bots as (

    select
        work_month,
        workflow_id,
        'automation' as route,
        cast(sum(logged_count) as bigint) as logged_count,
        cast(
            greatest(sum(billed_count), sum(logged_count) + sum(ticketless_count)) as bigint
        ) as paid_count
    from bot_work
    group by work_month, workflow_id
    having sum(billed_count) + sum(ticketless_count) > 0

),

logged as (

    select
        demand_month,
        workflow_id,
        route,
        sum(demand_unit_count) as demand_unit_count
    from demand
    group by demand_month, workflow_id, route

),

final as (

    select
        coalesce(logged.demand_month, bots.work_month) as demand_month,
        coalesce(logged.workflow_id, bots.workflow_id) as workflow_id,
        coalesce(logged.route, bots.route) as route,
        cast(
            coalesce(logged.demand_unit_count, 0)
            + coalesce(bots.paid_count - bots.logged_count, 0) as bigint
        ) as demand_unit_count,
        coalesce(bots.paid_count - bots.logged_count, 0) as unlogged_unit_count,
        bots.logged_count as bot_logged_unit_count,
        bots.paid_count as bot_billed_unit_count
    from logged
    full outer join bots
        on
            logged.demand_month = bots.work_month
            and logged.workflow_id = bots.workflow_id
            and logged.route = bots.route

)

select * from final
