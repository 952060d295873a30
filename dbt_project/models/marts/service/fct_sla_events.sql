{{ config(materialized="view") }}

with

clocks as (

    select * from {{ ref("int_service_clocks") }}

),

promised as (

    select
        *,
        sla_status in ('met', 'breached', 'active', 'at_risk') as is_judged
    from clocks
    where sla_target_id is not null

),

final as (

    select
        -- Keys
        {{ hash_text(
            "concat(source_system, '|', ticket_id, '|', sla_target_id, '|', "
            ~ seconds_since_epoch("applied_at") ~ ")"
        ) }} as sla_event_id,
        source_system,
        ticket_id,
        policy_id,
        sla_target_id,
        schedule_id,

        -- What reports slice by
        metric,
        created_month,
        applied_month,
        tier,
        service,
        workflow_id,
        provider_id,
        route,
        channel,
        priority,
        is_automated,

        -- The promise
        clock,
        target_seconds,
        target_share,
        clock_started_at,
        applied_at,
        superseded_at,
        due_at,

        -- What became of it
        sla_status,
        sla_status = 'breached' as is_breached,
        fulfilled_at,
        breached_at,
        case when is_judged then elapsed_seconds end as elapsed_seconds,
        case when is_judged then elapsed_calendar_seconds end as elapsed_calendar_seconds,
        case when is_judged then elapsed_business_seconds end as elapsed_business_seconds,
        case when is_judged then target_seconds - elapsed_seconds end as remaining_seconds
    from promised

)

select * from final
