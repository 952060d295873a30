{#- 64-bit floating point; never for money. -#}
{% macro double_type() -%}
    {{ return(adapter.dispatch("double_type")()) }}
{%- endmacro %}

{% macro default__double_type() -%}
    double precision
{%- endmacro %}
{% macro duckdb__double_type() -%}
    double
{%- endmacro %}
