with

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

policies_matched as (

    select * from {{ ref("int_service_policies_matched") }}

),

clocks as (

    select * from {{ ref("int_service_clocks_judged") }}

),

-- One row per ticket and metric comes in, so each maximum is over one value.
durations as (

    select
        source_system,
        ticket_id,
        max(case when metric = 'first_reply' then fulfilled_calendar_seconds end)
            as first_reply_calendar_seconds,
        max(case when metric = 'first_reply' then fulfilled_business_seconds end)
            as first_reply_business_seconds,
        max(case when metric = 'full_resolution' then fulfilled_calendar_seconds end)
            as full_resolution_calendar_seconds,
        max(case when metric = 'full_resolution' then fulfilled_business_seconds end)
            as full_resolution_business_seconds
    from clocks
    group by source_system, ticket_id

),

privacy as (

    select * from {{ ref("int_privacy_home") }}

),

final as (

    select
        -- Keys
        tickets.source_system,
        tickets.ticket_id,
        policies_matched.policy_id,
        policies_matched.schedule_id,

        -- Attributes
        tickets.created_month,
        tickets.tier,
        tickets.service,
        tickets.workflow_id,
        tickets.provider_id,
        tickets.route,
        tickets.channel,
        tickets.priority,
        tickets.status,
        tickets.is_automated,
        tickets.is_demand_unit,
        tickets.is_resolved,

        -- Times
        tickets.created_at,
        tickets.updated_at,
        tickets.first_reply_at,
        tickets.first_solved_at,
        tickets.solved_at,

        -- Durations and counts
        durations.first_reply_calendar_seconds,
        durations.first_reply_business_seconds,
        durations.full_resolution_calendar_seconds,
        durations.full_resolution_business_seconds,
        case
            when not privacy.is_handled_time_withheld then cast(tickets.handle_seconds as bigint)
        end as handle_seconds,
        cast(tickets.reopen_count as bigint) as reopen_count
    from tickets
    cross join privacy
    inner join policies_matched
        on
            tickets.source_system = policies_matched.source_system
            and tickets.ticket_id = policies_matched.ticket_id
    left join durations
        on
            tickets.source_system = durations.source_system
            and tickets.ticket_id = durations.ticket_id

)

select * from final
