{{ config(materialized="view") }}

{#- One number per ticket that changes when the ticket or one of its events does: also when an
    event is withdrawn, or moves to another ticket. Events are summed by a number of their ticket,
    which is half the work; should two tickets ever share one, both are timed when either changes. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

events as (

    select * from {{ ref("int_work_ticket_events") }}

),

event_marks as (

    select
        {{ hash_number(["source_system", "ticket_id"]) }} as ticket_key,
        sum(
            {{ hash_number(
                ["event_at", "event_seq", "event_type", "actor_kind", "from_value", "to_value"]
            ) }}
        ) as event_mark
    from events
    group by {{ hash_number(["source_system", "ticket_id"]) }}

),

final as (

    select
        tickets.source_system,
        tickets.ticket_id,
        concat({{ hash_row("tickets") }}, ' ', event_marks.event_mark) as ticket_mark
    from tickets
    left join event_marks
        on
            {{ hash_number(["tickets.source_system", "tickets.ticket_id"]) }}
            = event_marks.ticket_key

)

select * from final
