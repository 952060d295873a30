with

clocks as (

    select * from {{ ref("int_service_clocks_judged") }}

),

measured as (

    select
        *,
        case when sla_status in ('met', 'breached') then elapsed_seconds end as measured_seconds
    from clocks

),

counted as (

    select
        created_month,
        tier,
        service,
        provider_id,
        channel,
        priority,
        metric,
        sum(case when is_cancelled then 0 else 1 end) as ticket_count,
        count(fulfilled_calendar_seconds) as ticket_timed_count,
        count(sla_status) as event_count,
        count(measured_seconds) as measured_count,
        sum(case when sla_status = 'met' then 1 else 0 end) as met_count,
        sum(case when sla_status = 'breached' then 1 else 0 end) as breached_count,
        sum(case when sla_status = 'active' then 1 else 0 end) as active_count,
        sum(case when sla_status = 'at_risk' then 1 else 0 end) as at_risk_count,
        sum(case when sla_status = 'cancelled' then 1 else 0 end) as cancelled_count,
        sum(case when sla_status = 'not_applicable' then 1 else 0 end) as not_applicable_count,
        sum(case when measured_seconds is not null then target_share end) as target_met_count,
        {{ quantile("measured_seconds", 0.5) }} as elapsed_p50_seconds,
        {{ quantile("measured_seconds", 0.9) }} as elapsed_p90_seconds
    from measured
    group by created_month, tier, service, provider_id, channel, priority, metric

),

final as (

    select
        created_month,
        tier,
        service,
        provider_id,
        channel,
        priority,
        metric,

        -- Coverage
        cast(ticket_count as bigint) as ticket_count,
        cast(ticket_timed_count as bigint) as ticket_timed_count,

        -- Promises by what became of them
        cast(event_count as bigint) as event_count,
        cast(measured_count as bigint) as measured_count,
        cast(met_count as bigint) as met_count,
        cast(breached_count as bigint) as breached_count,
        cast(active_count as bigint) as active_count,
        cast(at_risk_count as bigint) as at_risk_count,
        cast(cancelled_count as bigint) as cancelled_count,
        cast(not_applicable_count as bigint) as not_applicable_count,

        -- Attainment
        cast(target_met_count as decimal(18, 6)) as target_met_count,
        {{ share_of("met_count", "measured_count") }} as attainment_share,
        {{ share_of("target_met_count", "measured_count") }} as target_share,
        coalesce(met_count >= target_met_count, false) as is_met,
        cast(round(elapsed_p50_seconds) as bigint) as elapsed_p50_seconds,
        cast(round(elapsed_p90_seconds) as bigint) as elapsed_p90_seconds
    from counted

)

select * from final
