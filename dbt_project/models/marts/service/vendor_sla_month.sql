{#- What a vendor may see of itself: promises by month, service and metric. No costs, nobody
    else. -#}
with

counted as (

    select * from {{ ref("int_service_months_counted") }}

),

providers as (

    select * from {{ ref("dim_providers") }}

),

normalized as (

    select
        counted_month,
        metric,
        service,
        provider_id,
        sum(normalized_ticket_count) as normalized_ticket_count,
        sum(normalized_hit_count) as normalized_hit_count
    from {{ ref("int_comparison_service_normalized") }}
    group by counted_month, metric, service, provider_id

),

months as (

    select * from {{ ref("int_comparison_service_references") }}

),

rules as (

    select * from {{ ref("int_quality_rules") }}

),

summed as (

    select
        counted.applied_month,
        counted.provider_id,
        providers.provider_name,
        counted.service,
        counted.metric,
        sum(counted.measured_count) as measured_count,
        sum(counted.met_count) as met_count,
        sum(counted.breached_count) as breached_count,
        sum(counted.active_count + counted.at_risk_count) as running_count,
        sum(counted.target_met_count) as target_met_count
    from counted
    inner join providers
        on counted.provider_id = providers.provider_id
    where providers.route not in ('in_house', 'unassigned')
    group by
        counted.applied_month,
        counted.provider_id,
        providers.provider_name,
        counted.service,
        counted.metric
    having sum(counted.measured_count + counted.active_count + counted.at_risk_count) > 0

),

final as (

    select
        summed.applied_month,
        summed.provider_id,
        summed.provider_name,
        summed.service,
        summed.metric,
        cast(summed.measured_count as bigint) as measured_count,
        cast(summed.met_count as bigint) as met_count,
        cast(summed.breached_count as bigint) as breached_count,
        cast(summed.running_count as bigint) as running_count,
        {{ share_of("summed.met_count", "summed.measured_count") }} as attainment_share,
        {{ wilson_low("summed.met_count", "summed.measured_count") }} as attainment_low_share,
        {{ wilson_high("summed.met_count", "summed.measured_count") }} as attainment_high_share,
        {{ share_of("summed.target_met_count", "summed.measured_count") }} as target_share,
        case when summed.measured_count > 0 then summed.met_count >= summed.target_met_count end
            as is_met,
        summed.measured_count < rules.min_sample_count as is_small_sample,
        cast(normalized.normalized_ticket_count as decimal(18, 4)) as measured_normalized_count,
        cast(normalized.normalized_hit_count as decimal(18, 4)) as met_normalized_count,
        {{ share_of("normalized.normalized_hit_count", "normalized.normalized_ticket_count") }}
            as attainment_normalized_share,
        months.volume_factor,
        months.seasonality_factor,
        months.reference_first_month,
        months.reference_last_month
    from summed
    cross join rules
    left join normalized
        on
            summed.applied_month = normalized.counted_month
            and summed.metric = normalized.metric
            and summed.service = normalized.service
            and summed.provider_id = normalized.provider_id
    left join months
        on
            summed.applied_month = months.counted_month
            and summed.service = months.service

)

select * from final
