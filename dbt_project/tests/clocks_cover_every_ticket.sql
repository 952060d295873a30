-- If this fails, tickets dropped out of the service tables or were counted twice, or a ticket lies
-- outside the calendar, so that its business time is missing.
{%- set turns = "'" ~ (turn_metrics() | join("', '")) ~ "'" %}
with

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

clocks as (

    select * from {{ ref("int_service_clocks") }}

),

run_as_of as (

    select * from {{ ref("int_run_as_of") }}

),

schedules as (

    select * from {{ ref("int_calendar_schedules_numbered") }}

),

due_tickets as (

    select
        tickets.source_system,
        tickets.ticket_id
    from tickets
    cross join run_as_of
    where tickets.created_at <= run_as_of.as_of_at

),

counted as (

    select
        due_tickets.source_system,
        due_tickets.ticket_id,
        count(distinct clocks.metric) as clock_count,
        sum(
            case
                when schedules.schedule_id is not null and clocks.elapsed_business_seconds is null
                    then 1
                else 0
            end
        ) as unmeasured_count
    from due_tickets
    left join clocks
        on
            due_tickets.source_system = clocks.source_system
            and due_tickets.ticket_id = clocks.ticket_id
            and clocks.metric not in ({{ turns }})
    left join schedules
        on clocks.schedule_id = schedules.schedule_id
    group by due_tickets.source_system, due_tickets.ticket_id

)

select *
from counted
where
    clock_count <> {{ ticket_metrics() | length }}
    or unmeasured_count > 0
