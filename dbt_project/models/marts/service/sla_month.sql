{{ config(materialized="view") }}

with

counted as (

    select * from {{ ref("int_service_months_counted") }}

),

-- Workflows and routes are no part of a row here.
normalized as (

    select
        counted_month,
        metric,
        tier,
        service,
        provider_id,
        channel,
        priority,
        sum(load_sum) / sum(ticket_count) as load_factor,
        sum(normalized_ticket_count) as normalized_ticket_count,
        sum(normalized_hit_count) as normalized_hit_count
    from {{ ref("int_comparison_service_normalized") }}
    group by counted_month, metric, tier, service, provider_id, channel, priority

),

times as (

    select * from {{ ref("int_comparison_times_normalized") }}

),

months as (

    select * from {{ ref("int_comparison_service_references") }}

),

rules as (

    select * from {{ ref("int_quality_rules") }}

),

final as (

    select
        counted.applied_month,
        counted.tier,
        counted.service,
        counted.provider_id,
        counted.channel,
        counted.priority,
        counted.metric,

        -- Coverage
        cast(counted.ticket_count as bigint) as ticket_count,
        cast(counted.ticket_timed_count as bigint) as ticket_timed_count,

        -- Promises by what became of them
        cast(counted.event_count as bigint) as event_count,
        cast(counted.measured_count as bigint) as measured_count,
        cast(counted.met_count as bigint) as met_count,
        cast(counted.breached_count as bigint) as breached_count,
        cast(counted.active_count as bigint) as active_count,
        cast(counted.at_risk_count as bigint) as at_risk_count,
        cast(counted.cancelled_count as bigint) as cancelled_count,
        cast(counted.not_applicable_count as bigint) as not_applicable_count,

        -- Attainment
        cast(counted.target_met_count as decimal(18, 6)) as target_met_count,
        {{ share_of("counted.met_count", "counted.measured_count") }} as attainment_share,
        {{ wilson_low("counted.met_count", "counted.measured_count") }} as attainment_low_share,
        {{ wilson_high("counted.met_count", "counted.measured_count") }} as attainment_high_share,
        counted.measured_count < rules.min_sample_count as is_small_sample,
        {{ share_of("counted.target_met_count", "counted.measured_count") }} as target_share,
        case when counted.measured_count > 0 then counted.met_count >= counted.target_met_count end
            as is_met,

        -- Attainment at the mix and the load of the reference months
        cast(normalized.normalized_ticket_count as decimal(18, 4)) as measured_normalized_count,
        cast(normalized.normalized_hit_count as decimal(18, 4)) as met_normalized_count,
        {{ share_of("normalized.normalized_hit_count", "normalized.normalized_ticket_count") }}
            as attainment_normalized_share,

        -- Times
        {%- for name in ["p50", "p90"] %}
            cast(round(counted.elapsed_{{ name }}_seconds) as bigint)
                as elapsed_{{ name }}_seconds,
            case
                when counted.measured_count >= rules.min_sample_count
                    then
                        cast(
                            round(counted.elapsed_{{ name }}_seconds * times.{{ name }}_ratio)
                            as bigint
                        )
            end as elapsed_{{ name }}_normalized_seconds,
        {%- endfor %}
        {%- for time in ["calendar", "business"] %}
            cast(round(counted.{{ time }}_p50_seconds) as bigint) as {{ time }}_p50_seconds,
            cast(round(counted.{{ time }}_p90_seconds) as bigint) as {{ time }}_p90_seconds,
        {%- endfor %}

        -- What the month was like
        months.volume_factor,
        months.seasonality_factor,
        cast(normalized.load_factor as decimal(9, 4)) as load_factor,
        months.reference_first_month,
        months.reference_last_month,
        case
            when counted.measured_count = 0 then 'nothing was measured'
            when normalized.normalized_ticket_count is null
                then 'the months that set the mix have no such work'
            when counted.measured_count < rules.min_sample_count
                then 'too few promises to normalize times'
        end as normalized_reason
    from counted
    cross join rules
    left join normalized
        on
            counted.applied_month = normalized.counted_month
            and counted.metric = normalized.metric
            and counted.tier = normalized.tier
            and counted.service = normalized.service
            and counted.provider_id = normalized.provider_id
            and counted.channel = normalized.channel
            and counted.priority = normalized.priority
    left join times
        on
            counted.applied_month = times.counted_month
            and counted.metric = times.metric
            and counted.tier = times.tier
            and counted.service = times.service
            and counted.provider_id = times.provider_id
            and counted.channel = times.channel
            and counted.priority = times.priority
    left join months
        on
            counted.applied_month = months.counted_month
            and counted.service = months.service

)

select * from final
