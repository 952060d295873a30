{{ config(materialized="view") }}
{#- The thresholds of decisions, one column each. -#}
with

declared as (

    select * from {{ ref("decision_thresholds") }}

),

final as (

    select
        {%- for name in decision_threshold_names() %}
            max(case when threshold_name = '{{ name }}' then threshold_value end) as {{ name }},
        {%- endfor %}
        count(*) as threshold_count
    from declared

)

select * from final
