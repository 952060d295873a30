-- If this fails, a vendor is shown other numbers about itself than the company sees.
with

months as (

    select * from {{ ref("sla_month") }}

),

quality as (

    select * from {{ ref("quality_month") }}

),

vendor_months as (

    select * from {{ ref("vendor_sla_month") }}

),

vendor_quality as (

    select * from {{ ref("vendor_quality_month") }}

),

providers as (

    select * from {{ ref("dim_providers") }}
    where route not in ('in_house', 'unassigned')

),

counts as (

    select
        'measured' as counted,
        months.provider_id,
        months.measured_count as company_count,
        0 as vendor_count
    from months
    inner join providers
        on months.provider_id = providers.provider_id
    union all
    select
        'measured' as counted,
        provider_id,
        0 as company_count,
        measured_count as vendor_count
    from vendor_months
    union all
    select
        'normalized' as counted,
        months.provider_id,
        months.met_normalized_count as company_count,
        0 as vendor_count
    from months
    inner join providers
        on months.provider_id = providers.provider_id
    union all
    select
        'normalized' as counted,
        provider_id,
        0 as company_count,
        met_normalized_count as vendor_count
    from vendor_months
    union all
    select
        'solved' as counted,
        quality.provider_id,
        quality.solved_count as company_count,
        0 as vendor_count
    from quality
    inner join providers
        on quality.provider_id = providers.provider_id
    union all
    select
        'solved' as counted,
        provider_id,
        0 as company_count,
        solved_count as vendor_count
    from vendor_quality

)

select
    counted,
    provider_id,
    sum(company_count) as company_count,
    sum(vendor_count) as vendor_count
from counts
group by counted, provider_id
-- Normalized counts are no whole numbers: each row is rounded to four places.
having abs(sum(company_count) - sum(vendor_count)) > 0.5
