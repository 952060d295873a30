{#- What a vendor may see of its own quality, by month and service. No costs, no time, nobody
    else. -#}
{%- set shares = {
    "csat": ("csat_satisfied_count", "csat_answered_count"),
    "error": ("error_review_count", "error_measured_count"),
    "rework": ("rework_count", "rework_measured_count"),
    "escalation": ("escalation_count", "escalation_measured_count"),
    "one_touch": ("one_touch_count", "one_touch_measured_count"),
} -%}
{%- set normalized_shares = {"csat": shares["csat"], "rework": shares["rework"]} -%}
with

cells as (

    select * from {{ ref("int_quality_cells_counted") }}

),

providers as (

    select * from {{ ref("dim_providers") }}

),

normalized as (

    select
        counted_month,
        service,
        {%- for name, (part, whole) in normalized_shares.items() %}
            sum(case when metric = '{{ name }}' then normalized_ticket_count end) as {{ whole }},
            sum(case when metric = '{{ name }}' then normalized_hit_count end) as {{ part }},
        {%- endfor %}
        provider_id
    from {{ ref("int_comparison_service_normalized") }}
    group by counted_month, service, provider_id

),

months as (

    select * from {{ ref("int_comparison_service_references") }}

),

rules as (

    select * from {{ ref("int_quality_rules") }}

),

summed as (

    select
        cells.quality_month,
        cells.provider_id,
        providers.provider_name,
        cells.service,
        {%- for part, whole in shares.values() %}
            sum(cells.{{ part }}) as {{ part }},
            coalesce(sum(cells.{{ whole }}), 0) as {{ whole }},
        {%- endfor %}
        coalesce(sum(cells.solved_count), 0) as solved_count
    from cells
    inner join providers
        on cells.provider_id = providers.provider_id
    where providers.route not in ('in_house', 'unassigned')
    group by
        cells.quality_month,
        cells.provider_id,
        providers.provider_name,
        cells.service

),

final as (

    select
        summed.quality_month,
        summed.provider_id,
        summed.provider_name,
        summed.service,
        {%- for name, (part, whole) in shares.items() %}
            cast(summed.{{ whole }} as bigint) as {{ whole }},
            case when summed.{{ whole }} > 0 then cast(summed.{{ part }} as bigint) end
                as {{ part }},
            {{ share_of("summed." ~ part, "summed." ~ whole) }} as {{ name }}_share,
            {{ wilson_low("summed." ~ part, "summed." ~ whole) }} as {{ name }}_low_share,
            {{ wilson_high("summed." ~ part, "summed." ~ whole) }} as {{ name }}_high_share,
            summed.{{ whole }} < rules.min_sample_count as is_{{ name }}_small_sample,
        {%- endfor %}
        cast(summed.solved_count as bigint) as solved_count,
        {%- for name, (part, whole) in normalized_shares.items() %}
            cast(normalized.{{ whole }} as decimal(18, 4)) as {{ normalized_count(whole) }},
            cast(normalized.{{ part }} as decimal(18, 4)) as {{ normalized_count(part) }},
            {{ share_of("normalized." ~ part, "normalized." ~ whole) }}
                as {{ name }}_normalized_share,
        {%- endfor %}
        months.volume_factor,
        months.seasonality_factor,
        months.reference_first_month,
        months.reference_last_month
    from summed
    cross join rules
    left join normalized
        on
            summed.quality_month = normalized.counted_month
            and summed.service = normalized.service
            and summed.provider_id = normalized.provider_id
    left join months
        on
            summed.quality_month = months.counted_month
            and summed.service = months.service

)

select * from final
