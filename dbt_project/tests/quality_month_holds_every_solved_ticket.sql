-- If this fails, the month's rates of rework, escalation and replies are of other tickets than
-- those that were solved: some are lost, or count in two months.
with

tickets as (

    select * from {{ ref("int_work_tickets") }}
    where
        status <> 'deleted'
        and merged_into_ticket_id is null

),

clocks as (

    select * from {{ ref("int_work_ticket_clocks") }}
    where last_solved_at is not null

),

months as (

    select * from {{ ref("quality_month") }}

),

solved as (

    select
        count(*) as solved_count,
        coalesce(sum(case when tickets.has_events then 1 else 0 end), 0) as with_events_count
    from tickets
    inner join clocks
        on
            tickets.source_system = clocks.source_system
            and tickets.ticket_id = clocks.ticket_id

),

found as (

    select
        coalesce(sum(solved_count), 0) as solved_count,
        coalesce(sum(rework_measured_count), 0) as rework_measured_count,
        coalesce(sum(escalation_measured_count), 0) as escalation_measured_count
    from months

)

select
    solved.solved_count,
    found.solved_count as found_solved_count,
    solved.with_events_count,
    found.rework_measured_count,
    found.escalation_measured_count
from solved
cross join found
where
    solved.solved_count <> found.solved_count
    or solved.with_events_count <> found.rework_measured_count
    or solved.with_events_count <> found.escalation_measured_count
