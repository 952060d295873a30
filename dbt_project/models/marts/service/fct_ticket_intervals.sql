{{ config(materialized="view") }}

with

intervals as (

    select * from {{ ref("int_service_intervals") }}

),

final as (

    select
        -- Keys
        source_system,
        ticket_id,
        interval_number,

        -- The interval
        started_at,
        ended_at,
        is_current,
        calendar_seconds,
        business_seconds,

        -- What held throughout
        status,
        is_backlog,
        placement_number,
        group_name,
        tier,
        service,
        workflow_id,
        provider_id,
        route,
        channel,
        priority,
        policy_id,
        schedule_id,
        is_automated,
        has_events
    from intervals

)

select * from final
