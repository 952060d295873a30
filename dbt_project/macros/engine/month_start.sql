{#- First day of the month of a date or timestamp, as a date. -#}
{% macro month_start(day) -%}
    {{ return(adapter.dispatch("month_start")(day)) }}
{%- endmacro %}

{% macro default__month_start(day) -%}
    cast(date_trunc('month', {{ day }}) as date)
{%- endmacro %}
