with

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

kept as (

    select * from {{ ref("int_service_tickets_timed") }}

),

privacy as (

    select * from {{ ref("int_privacy_home") }}

),

final as (

    select
        -- Keys
        tickets.source_system,
        tickets.ticket_id,
        kept.policy_id,
        kept.schedule_id,

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
        tickets.has_events,

        -- Times
        tickets.created_at,
        tickets.updated_at,
        tickets.first_reply_at,
        tickets.first_solved_at,
        tickets.solved_at,

        -- Durations and counts
        {%- for metric in ticket_metrics() %}
            kept.{{ metric }}_calendar_seconds,
            kept.{{ metric }}_business_seconds,
        {%- endfor %}
        case
            when not privacy.is_handled_time_withheld then cast(tickets.handle_seconds as bigint)
        end as handle_seconds,
        cast(tickets.reopen_count as bigint) as reopen_count
    from tickets
    cross join privacy
    inner join kept
        on
            tickets.source_system = kept.source_system
            and tickets.ticket_id = kept.ticket_id

)

select * from final
