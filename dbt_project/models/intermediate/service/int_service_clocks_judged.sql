{#- Clocks with the state of their promise at the as-of time, and the attributes of the ticket that
    reports slice by. -#}
with

clocks as (

    select * from {{ ref("int_service_clocks_measured") }}

),

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

company as (

    select * from {{ ref("company") }}

),

timed as (

    select
        *,
        case clock
            when 'business' then elapsed_business_seconds
            when 'calendar' then elapsed_calendar_seconds
        end as clock_seconds
    from clocks

),

judged as (

    select
        timed.*,
        case
            when timed.sla_target_id is null then null
            when timed.is_cancelled then 'cancelled'
            when not timed.is_applicable then 'not_applicable'
            when timed.clock_seconds > timed.target_seconds then 'breached'
            when timed.fulfilled_at is not null then 'met'
            when timed.abandoned_at is not null then 'cancelled'
            when
                timed.target_seconds - timed.clock_seconds
                < company.at_risk_share * timed.target_seconds
                then 'at_risk'
            else 'active'
        end as sla_status
    from timed
    cross join company

),

final as (

    select
        judged.source_system,
        judged.ticket_id,
        judged.metric,
        tickets.created_month,
        tickets.tier,
        tickets.service,
        tickets.workflow_id,
        tickets.provider_id,
        tickets.route,
        tickets.channel,
        tickets.priority,
        tickets.is_automated,
        judged.policy_id,
        judged.schedule_id,
        judged.sla_target_id,
        judged.target_seconds,
        judged.clock,
        judged.target_share,
        judged.applied_at,
        judged.due_at,
        case when judged.sla_status in ('met', 'breached') then judged.fulfilled_at end
            as fulfilled_at,
        case when judged.sla_status = 'breached' then judged.due_at end as breached_at,
        judged.clock_seconds as elapsed_seconds,
        judged.elapsed_calendar_seconds,
        judged.elapsed_business_seconds,
        judged.sla_status,
        judged.is_cancelled,
        -- Seconds until the promise was kept, whether or not anything was promised.
        case
            when judged.fulfilled_at is not null and not judged.is_cancelled
                then judged.elapsed_calendar_seconds
        end as fulfilled_calendar_seconds,
        case
            when judged.fulfilled_at is not null and not judged.is_cancelled
                then judged.elapsed_business_seconds
        end as fulfilled_business_seconds
    from judged
    inner join tickets
        on
            judged.source_system = tickets.source_system
            and judged.ticket_id = tickets.ticket_id

)

select * from final
