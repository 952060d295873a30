-- If this fails, time of a ticket is counted twice or not at all, in every number made of
-- intervals.
with

intervals as (

    select * from {{ ref("fct_ticket_intervals") }}

),

tickets as (

    select * from {{ ref("fct_tickets") }}

),

followed as (

    select
        *,
        lead(started_at) over (
            partition by source_system, ticket_id order by interval_number
        ) as next_started_at
    from intervals

),

summed as (

    select
        source_system,
        ticket_id,
        min(started_at) as first_started_at,
        sum(case when is_current then 1 else 0 end) as current_count,
        sum(
            case
                when ended_at is distinct from next_started_at then 1
                when ended_at <= started_at then 1
                when business_seconds > calendar_seconds or business_seconds < 0 then 1
                else 0
            end
        ) as broken_count
    from followed
    group by source_system, ticket_id

)

select
    tickets.source_system,
    tickets.ticket_id,
    tickets.created_at,
    summed.first_started_at,
    summed.broken_count
from tickets
left join summed
    on
        tickets.source_system = summed.source_system
        and tickets.ticket_id = summed.ticket_id
where
    summed.ticket_id is null
    or summed.first_started_at <> tickets.created_at
    or summed.current_count <> 1
    or summed.broken_count > 0
