{#- What each provider did for a tier in a month, by channel, priority and load, beside what the
    tier has of it in the months whose mix stands for the service: the weights are made of both. -#}
{{ config(materialized="view") }}

with

counts as (

    select
        counted_month,
        metric,
        service,
        provider_id,
        tier,
        channel,
        priority,
        weight_band,
        sum(ticket_count) as ticket_count
    from {{ ref("int_comparison_service_counts") }}
    group by
        counted_month, metric, service, provider_id, tier, channel, priority, weight_band

),

months as (

    select * from {{ ref("int_comparison_service_references") }}
    where is_reference

),

reference_cells as (

    select
        counts.metric,
        counts.service,
        counts.tier,
        counts.channel,
        counts.priority,
        counts.weight_band,
        sum(counts.ticket_count) as reference_count
    from counts
    inner join months
        on
            counts.counted_month = months.counted_month
            and counts.service = months.service
    group by
        counts.metric, counts.service, counts.tier, counts.channel, counts.priority,
        counts.weight_band

),

groups as (

    select distinct
        counted_month,
        metric,
        service,
        provider_id,
        tier
    from counts

),

members as (

    select
        groups.counted_month,
        groups.metric,
        groups.service,
        groups.provider_id,
        groups.tier,
        reference_cells.channel,
        reference_cells.priority,
        reference_cells.weight_band,
        0 as ticket_count,
        reference_cells.reference_count
    from groups
    inner join reference_cells
        on
            groups.metric = reference_cells.metric
            and groups.service = reference_cells.service
            and groups.tier = reference_cells.tier
    union all
    select
        counted_month,
        metric,
        service,
        provider_id,
        tier,
        channel,
        priority,
        weight_band,
        ticket_count,
        0 as reference_count
    from counts

),

final as (

    select
        counted_month,
        metric,
        service,
        provider_id,
        tier,
        channel,
        priority,
        weight_band,
        cast(sum(ticket_count) as bigint) as ticket_count,
        cast(sum(reference_count) as bigint) as reference_count
    from members
    group by
        counted_month, metric, service, provider_id, tier, channel, priority, weight_band

)

select * from final
