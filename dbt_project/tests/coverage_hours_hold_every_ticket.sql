-- If this fails, the planner sees fewer or more requests than there were: the hours do not add up
-- to the tickets of their route, or more requests arrived in coverage hours than arrived at all.
with

hours as (

    select * from {{ ref("fct_coverage_hours") }}

),

tickets as (

    select * from {{ ref("fct_tickets") }}

),

by_hour as (

    select
        route,
        sum(created_ticket_count) as created_ticket_count,
        sum(arrival_count) as arrival_count,
        sum(
            case
                when
                    covered_arrival_count <= scheduled_arrival_count
                    and scheduled_arrival_count <= arrival_count
                    and arrival_count <= created_ticket_count
                    then 0
                else 1
            end
        ) as broken_hour_count
    from hours
    group by route

),

by_ticket as (

    select
        route,
        count(*) as created_ticket_count,
        sum(case when is_demand_unit then 1 else 0 end) as arrival_count
    from tickets
    group by route

)

select
    coalesce(by_hour.route, by_ticket.route) as route,
    by_hour.created_ticket_count,
    by_ticket.created_ticket_count as listed_ticket_count,
    by_hour.arrival_count,
    by_ticket.arrival_count as listed_arrival_count,
    by_hour.broken_hour_count
from by_hour
full outer join by_ticket
    on by_hour.route = by_ticket.route
where
    coalesce(by_hour.created_ticket_count, 0) <> coalesce(by_ticket.created_ticket_count, 0)
    or coalesce(by_hour.arrival_count, 0) <> coalesce(by_ticket.arrival_count, 0)
    or by_hour.broken_hour_count > 0
