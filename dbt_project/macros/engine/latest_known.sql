{#- Aggregate: the value of the row that comes last in an order, of those that have a value. -#}
{% macro latest_known(value, position) -%}
    {{ return(adapter.dispatch("latest_known")(value, position)) }}
{%- endmacro %}

{% macro default__latest_known(value, position) -%}
    max_by({{ value }}, case when {{ value }} is not null then {{ position }} end)
{%- endmacro %}
{% macro duckdb__latest_known(value, position) -%}
    arg_max({{ value }}, {{ position }})
{%- endmacro %}
