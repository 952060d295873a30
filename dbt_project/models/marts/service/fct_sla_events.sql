with

clocks as (

    select * from {{ ref("int_service_clocks_judged") }}

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
            "concat(source_system, '|', ticket_id, '|', sla_target_id, '|',"
            ~ " cast(applied_at as varchar))"
        ) }} as sla_event_id,
        source_system,
        ticket_id,
        policy_id,
        sla_target_id,
        schedule_id,

        -- What reports slice by
        metric,
        created_month,
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
        applied_at,
        due_at,

        -- What became of it
        sla_status,
        is_judged and sla_status = 'breached' as is_breached,
        fulfilled_at,
        breached_at,
        case when is_judged then elapsed_seconds end as elapsed_seconds,
        case when is_judged then elapsed_calendar_seconds end as elapsed_calendar_seconds,
        case when is_judged then elapsed_business_seconds end as elapsed_business_seconds,
        case when is_judged then target_seconds - elapsed_seconds end as remaining_seconds
    from promised

)

select * from final
