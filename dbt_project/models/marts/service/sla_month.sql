{{ config(materialized="view") }}

with

counted as (

    select * from {{ ref("int_service_months_counted") }}

),

rules as (

    select * from {{ ref("int_quality_rules") }}

),

final as (

    select
        applied_month,
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
        {{ wilson_low("met_count", "measured_count") }} as attainment_low_share,
        {{ wilson_high("met_count", "measured_count") }} as attainment_high_share,
        measured_count < rules.min_sample_count as is_small_sample,
        {{ share_of("target_met_count", "measured_count") }} as target_share,
        coalesce(met_count >= target_met_count, false) as is_met,
        cast(round(elapsed_p50_seconds) as bigint) as elapsed_p50_seconds,
        cast(round(elapsed_p90_seconds) as bigint) as elapsed_p90_seconds,
        {%- for time in ["calendar", "business"] %}
            cast(round({{ time }}_p50_seconds) as bigint) as {{ time }}_p50_seconds,
            cast(round({{ time }}_p90_seconds) as bigint) as {{ time }}_p90_seconds
            {{- "," if not loop.last }}
        {%- endfor %}
    from counted
    cross join rules

)

select * from final
