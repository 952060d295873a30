{#- Aggregate: the value of the row that comes first in an order, of those that have a value. -#}
{% macro earliest_known(value, position) -%}
    {{ return(adapter.dispatch("earliest_known")(value, position)) }}
{%- endmacro %}

{% macro default__earliest_known(value, position) -%}
    min_by({{ value }}, case when {{ value }} is not null then {{ position }} end)
{%- endmacro %}
{% macro duckdb__earliest_known(value, position) -%}
    arg_min({{ value }}, {{ position }})
{%- endmacro %}
