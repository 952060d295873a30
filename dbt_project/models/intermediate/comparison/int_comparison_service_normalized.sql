{#- Shares at the mix that stands for each service. Within a tier the tickets have their weights;
    the tiers of a service have the shares that they have in the reference months, by a factor of
    ten at most. Counts are left as they are and add up over rows. -#}
with

counts as (

    select * from {{ ref("int_comparison_service_counts") }}

),

weights as (

    select * from {{ ref("int_comparison_service_weights") }}

),

months as (

    select * from {{ ref("int_comparison_service_references") }}
    where is_reference

),

tiers as (

    select
        counted_month,
        metric,
        service,
        tier,
        sum(ticket_count) as ticket_count
    from counts
    group by counted_month, metric, service, tier

),

reference_tiers as (

    select
        tiers.metric,
        tiers.service,
        tiers.tier,
        sum(tiers.ticket_count) as ticket_count
    from tiers
    inner join months
        on
            tiers.counted_month = months.counted_month
            and tiers.service = months.service
    group by tiers.metric, tiers.service, tiers.tier

),

ratios as (

    select
        tiers.counted_month,
        tiers.metric,
        tiers.service,
        tiers.tier,
        cast(reference_tiers.ticket_count as {{ double_type() }}) / tiers.ticket_count as ratio,
        sum(tiers.ticket_count)
            over (partition by tiers.counted_month, tiers.metric, tiers.service)
        / sum(reference_tiers.ticket_count)
            over (partition by tiers.counted_month, tiers.metric, tiers.service) as scale
    from tiers
    inner join reference_tiers
        on
            tiers.metric = reference_tiers.metric
            and tiers.service = reference_tiers.service
            and tiers.tier = reference_tiers.tier

),

final as (

    select
        counts.counted_month,
        counts.metric,
        counts.tier,
        counts.service,
        counts.workflow_id,
        counts.provider_id,
        counts.route,
        counts.channel,
        counts.priority,
        sum(counts.ticket_count) as ticket_count,
        sum(counts.hit_count) as hit_count,
        sum(counts.load_sum) as load_sum,
        sum(counts.ticket_count * weights.weight * least(ratios.ratio * ratios.scale, 10))
            as normalized_ticket_count,
        sum(counts.hit_count * weights.weight * least(ratios.ratio * ratios.scale, 10))
            as normalized_hit_count
    from counts
    inner join weights
        on
            counts.counted_month = weights.counted_month
            and counts.metric = weights.metric
            and counts.service = weights.service
            and counts.provider_id = weights.provider_id
            and counts.tier = weights.tier
            and counts.channel = weights.channel
            and counts.priority = weights.priority
            and counts.weight_band = weights.weight_band
    left join ratios
        on
            counts.counted_month = ratios.counted_month
            and counts.metric = ratios.metric
            and counts.service = ratios.service
            and counts.tier = ratios.tier
    group by
        counts.counted_month,
        counts.metric,
        counts.tier,
        counts.service,
        counts.workflow_id,
        counts.provider_id,
        counts.route,
        counts.channel,
        counts.priority

)

select * from final
