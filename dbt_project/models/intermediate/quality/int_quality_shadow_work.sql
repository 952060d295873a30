{#- Seconds of the own team on tickets that a vendor or a bot should have finished, by the day of
    the work: int_work_handled, in the finer cells of quality. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

events as (

    select * from {{ ref("int_work_ticket_events") }}
    where
        employer = 'internal'
        and handle_seconds > 0

),

sessions as (

    select * from {{ ref("int_work_sessions") }}
    where employer = 'internal'

),

company as (

    select * from {{ ref("company") }}

),

own_time as (

    select
        events.source_system,
        events.ticket_id,
        {{ home_date("events.event_at", "company.time_zone") }} as work_date,
        events.handle_seconds
    from events
    cross join company
    union all
    select
        source_system,
        ticket_id,
        event_date as work_date,
        handle_seconds
    from sessions

),

final as (

    select
        own_time.work_date,
        {{ month_start("own_time.work_date") }} as quality_month,
        tickets.tier,
        tickets.service,
        tickets.workflow_id,
        tickets.provider_id,
        tickets.route,
        tickets.channel,
        cast(sum(own_time.handle_seconds) as bigint) as shadow_work_seconds
    from own_time
    inner join tickets
        on
            own_time.source_system = tickets.source_system
            and own_time.ticket_id = tickets.ticket_id
            and {{ performer_of_route("tickets.route") }} = 'provider'
    group by
        own_time.work_date, tickets.tier, tickets.service,
        tickets.workflow_id, tickets.provider_id, tickets.route, tickets.channel

)

select * from final
