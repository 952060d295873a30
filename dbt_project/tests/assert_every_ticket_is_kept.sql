-- If this fails, tickets were lost or doubled on the way from staging to the placed tickets.
with

staged as (

    select count(*) as ticket_count
    from {{ ref("int_work_tickets_unioned") }}

),

placed as (

    select count(*) as ticket_count
    from {{ ref("int_work_tickets") }}

)

select
    staged.ticket_count as staged_count,
    placed.ticket_count as placed_count
from staged
cross join placed
where staged.ticket_count <> placed.ticket_count
