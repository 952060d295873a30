{{ config(materialized="view") }}

{#- The intervals through which each clock went, each cut to the time in which the clock could run:
    those whose status counts add up to what the clock reads. -#}
with

clocks as (

    select * from {{ ref("int_service_clocks") }}

),

intervals as (

    select * from {{ ref("int_service_intervals") }}

),

bounded as (

    select
        *,
        coalesce(ended_at, seen_until_at) as until_at
    from intervals

),

cut as (

    select
        clocks.source_system,
        clocks.ticket_id,
        clocks.metric,
        clocks.clock_started_at,
        clocks.applied_at,
        bounded.interval_number,
        bounded.status,
        bounded.priority,
        bounded.tier,
        bounded.provider_id,
        bounded.policy_id,
        bounded.schedule_id,
        greatest(bounded.started_at, clocks.clock_started_at) as run_from_at,
        least(bounded.until_at, coalesce(clocks.stopped_at, bounded.until_at)) as run_until_at,
        case clocks.metric
            {%- for metric, how in sla_metrics().items() if how.statuses %}
                when '{{ metric }}' then {{ in_statuses("bounded.status_number", how.statuses) }}
            {%- endfor %}
            else true
        end as is_counted
    from clocks
    inner join bounded
        on
            clocks.source_system = bounded.source_system
            and clocks.ticket_id = bounded.ticket_id

),

final as (

    select
        source_system,
        ticket_id,
        metric,
        clock_started_at,
        applied_at,
        interval_number,
        status,
        priority,
        tier,
        provider_id,
        policy_id,
        schedule_id,
        run_from_at,
        run_until_at,
        {{ seconds_since_epoch("run_until_at") }} - {{ seconds_since_epoch("run_from_at") }}
            as calendar_seconds,
        is_counted
    from cut
    where run_from_at < run_until_at

)

select * from final
