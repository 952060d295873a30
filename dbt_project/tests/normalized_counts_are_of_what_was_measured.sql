-- If this fails, a share at the reference mix is of other promises, answers or tickets than the
-- share as it is, which stands beside it.
with

normalized as (

    select * from {{ ref("int_comparison_service_normalized") }}

),

months as (

    select * from {{ ref("sla_month") }}

),

quality as (

    select * from {{ ref("quality_month") }}

),

counts as (

    select
        counted_month,
        metric,
        tier,
        provider_id,
        ticket_count,
        0 as measured_count
    from normalized
    where metric <> 'reopen'
    union all
    select
        applied_month as counted_month,
        metric,
        tier,
        provider_id,
        0 as ticket_count,
        measured_count
    from months
    {%- for metric, measured in [
        ("csat", "csat_answered_count"), ("rework", "rework_measured_count"),
    ] %}
        union all
        select
            quality_month as counted_month,
            '{{ metric }}' as metric,
            tier,
            provider_id,
            0 as ticket_count,
            {{ measured }} as measured_count
        from quality
    {%- endfor %}

)

select
    counted_month,
    metric,
    tier,
    provider_id,
    sum(ticket_count) as ticket_count,
    sum(measured_count) as measured_count
from counts
group by counted_month, metric, tier, provider_id
having sum(ticket_count) <> sum(measured_count)
