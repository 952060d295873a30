{#- A first day of a month moved by a number of months, as a date. -#}
{% macro add_months(month, months) -%}
    {{ return(adapter.dispatch("add_months")(month, months)) }}
{%- endmacro %}

{% macro default__add_months(month, months) -%}
    cast({{ month }} + {{ months }} * interval '1' month as date)
{%- endmacro %}
{% macro duckdb__add_months(month, months) -%}
    cast({{ month }} + to_months(cast({{ months }} as integer)) as date)
{%- endmacro %}
