{#- What refuses the saving or must be said beside it, and after that what must be said of service:
    each thing once, though several figures have it. -#}
{%- set service_findings = {
    "refusal": "service_not_compared",
    "left_trend": "service_not_attributable",
    "channels_shifted": "service_channels_shifted",
    "short_before": "service_season_not_seen",
} -%}
with

findings as (

    select * from {{ ref("int_comparison_findings") }}

),

changes as (

    select * from {{ ref("int_comparison_service_changes") }}
    where channel = 'all'

),

said as (

    select
        0 as finding_order,
        comparison_id,
        finding_number,
        finding_code,
        finding_effect,
        finding_words
    from findings
    {%- for column, code in service_findings.items() %}
        union all
        select
            {{ loop.index }} as finding_order,
            comparison_id,
            1 as finding_number,
            '{{ code }}' as finding_code,
            'flags' as finding_effect,
            coalesce(
                min(case when work_scope = 'all' then concat('service: ', {{ column }}) end),
                min(concat('service of the work that moved: ', {{ column }}))
            ) as finding_words
        from changes
        where {{ column }} is not null
        group by comparison_id
    {%- endfor %}

),

final as (

    select
        comparison_id,
        cast(
            row_number() over (
                partition by comparison_id
                order by finding_order, finding_number
            ) as integer
        ) as finding_number,
        finding_code,
        finding_effect,
        finding_words
    from said

)

select * from final
