{#- Demand units and handled time per month, workflow, channel and priority, a bot's apart. Counted
    work has a channel and no priority; what a bot intercepted has neither. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

sessions as (

    select
        source_system,
        ticket_id,
        sum(handle_seconds) as handle_seconds
    from {{ ref("int_work_sessions") }}
    group by source_system, ticket_id

),

work_counts as (

    select * from {{ ref("int_work_counts") }}

),

demand as (

    select * from {{ ref("int_comparison_demand") }}

),

units as (

    select
        tickets.created_month as work_month,
        tickets.workflow_id,
        coalesce(tickets.channel, 'none') as channel,
        coalesce(tickets.priority, 'none') as priority,
        tickets.route = 'automation' as is_automated,
        case when tickets.is_demand_unit then 1 else 0 end as demand_unit_count,
        coalesce(tickets.handle_seconds, sessions.handle_seconds, 0) as handled_seconds,
        case
            when
                tickets.is_demand_unit
                and coalesce(tickets.handle_seconds, sessions.handle_seconds, 0) > 0
                then 1
            else 0
        end as timed_unit_count
    from tickets
    left join sessions
        on
            tickets.source_system = sessions.source_system
            and tickets.ticket_id = sessions.ticket_id
    union all
    select
        work_month,
        workflow_id,
        coalesce(channel, 'none') as channel,
        'none' as priority,
        route = 'automation' as is_automated,
        unit_count as demand_unit_count,
        coalesce(handle_seconds, 0) as handled_seconds,
        case when handle_seconds > 0 then unit_count else 0 end as timed_unit_count
    from work_counts
    union all
    select
        demand_month as work_month,
        workflow_id,
        'none' as channel,
        'none' as priority,
        true as is_automated,
        unlogged_unit_count as demand_unit_count,
        0 as handled_seconds,
        0 as timed_unit_count
    from demand
    where unlogged_unit_count > 0

),

final as (

    select
        work_month,
        workflow_id,
        channel,
        priority,
        is_automated,
        cast(sum(demand_unit_count) as bigint) as demand_unit_count,
        cast(sum(timed_unit_count) as bigint) as timed_unit_count,
        cast(sum(handled_seconds) as bigint) as handled_seconds
    from units
    group by work_month, workflow_id, channel, priority, is_automated

)

select * from final
