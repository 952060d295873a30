{{ config(materialized="view") }}

{#- From each instant of a ticket to the next, or to the as-of time while it is live, with the
    integers by which both ends are looked up in the calendar of its promise. What comes after
    the last instant of a ticket that is over has no end. -#}
with

tickets as (

    select * from {{ ref("int_service_tickets_clocked") }}

),

states as (

    select * from {{ ref("int_service_states") }}

),

placements as (

    select * from {{ ref("int_service_promises_numbered") }}

),

promises as (

    select * from {{ ref("int_service_promises") }}

),

placed as (

    select
        placements.ticket_number,
        placements.placement_number,
        placements.promise_number,
        promises.schedule_number
    from placements
    inner join promises
        on
            placements.ticket_number = promises.ticket_number
            and placements.promise_number = promises.promise_number

),

bounded as (

    select
        states.ticket_number,
        states.happened_at as started_at,
        states.happened_date as started_date,
        coalesce(states.next_at, case when tickets.is_live then tickets.as_of_at end) as ended_at,
        states.next_at is null as is_last,
        states.next_reply_change,
        states.status_number,
        states.previous_status_number,
        states.placement_change,
        states.placement_number,
        placed.promise_number,
        states.reply_number,
        states.solve_number,
        states.reply_change,
        states.is_message,
        placed.schedule_number
    from states
    inner join tickets
        on states.ticket_number = tickets.ticket_number
    inner join placed
        on
            states.ticket_number = placed.ticket_number
            and states.placement_number = placed.placement_number

),

final as (

    select
        *,
        {{ seconds_since_epoch("started_at") }} as started_second,
        {{ seconds_since_epoch("ended_at") }} as ended_second,
        {{ calendar_day_key("schedule_number", "started_at") }} as started_day_key,
        {{ calendar_day_key("schedule_number", "ended_at") }} as ended_day_key
    from bounded

)

select * from final
