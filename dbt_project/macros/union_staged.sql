{#- All rows of one canonical table, from every source system that has a staging model for it. -#}
{% macro union_staged(table) -%}
    {%- for model in staged_models()[table] %}
select
        {%- for column in contract_columns(table) %}
    {{ column }}{{ "," if not loop.last }}
        {%- endfor %}
from {{ ref(model) }}
        {%- if not loop.last %}
union all
        {%- endif %}
    {%- endfor %}
{%- endmacro %}
