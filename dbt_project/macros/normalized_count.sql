{#- Name of a count at the reference mix: csat_answered_normalized_count of csat_answered_count. -#}
{% macro normalized_count(name) -%}
    {{ name | replace("_count", "_normalized_count") }}
{%- endmacro %}
