{#- All rows of one canonical table, from every source system that has a staging model for it. With a
    column that says when the row happened, rows after the moment that the run was asked to judge are
    left out. -#}
{% macro union_staged(table, happened=none) -%}
    {%- for model in staged_models()[table] %}
select
        {%- for column in contract_columns(table) %}
    {{ column }}{{ "," if not loop.last }}
        {%- endfor %}
from {{ ref(model) }}
        {%- if happened and var("as_of") %}
where {{ happened }} <= cast('{{ var("as_of") }}' as timestamp)
        {%- endif %}
        {%- if not loop.last %}
union all
        {%- endif %}
    {%- endfor %}
{%- endmacro %}
