-- If this fails, times of a ticket that is gone, or was never there, are counted in every month.
with

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

clocks as (

    select * from {{ ref("int_service_clocks") }}

),

intervals as (

    select * from {{ ref("int_service_intervals") }}

),

kept as (

    select
        source_system,
        ticket_id
    from clocks
    union
    select
        source_system,
        ticket_id
    from intervals

)

select
    kept.source_system,
    kept.ticket_id
from kept
left join tickets
    on
        kept.source_system = tickets.source_system
        and kept.ticket_id = tickets.ticket_id
where tickets.ticket_id is null
