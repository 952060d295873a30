-- If this fails, the volume that unit costs are divided by misses or doubles tickets: every ticket
-- is a demand unit, a repeat contact, merged or deleted.
with

tickets as (

    select
        count(*) as ticket_count,
        sum(case when is_demand_unit then 1 else 0 end) as demand_count,
        sum(
            case
                when is_repeat_contact or status = 'deleted' or merged_into_ticket_id is not null
                    then 1
                else 0
            end
        ) as uncounted_count
    from {{ ref("int_work_tickets") }}

),

counts as (

    select coalesce(sum(unit_count), 0) as unit_count
    from {{ ref("int_work_counts") }}

),

demand as (

    select coalesce(sum(demand_unit_count), 0) as unit_count
    from {{ ref("int_work_demand_months") }}

)

select
    tickets.ticket_count,
    tickets.demand_count,
    demand.unit_count
from tickets
cross join counts
cross join demand
where
    tickets.ticket_count <> tickets.demand_count + tickets.uncounted_count
    or demand.unit_count <> tickets.demand_count + counts.unit_count
