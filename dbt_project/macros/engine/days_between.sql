{#- Whole days from one date to a later one (0 for the same day). -#}
{% macro days_between(first_day, last_day) -%}
    {{ return(adapter.dispatch("days_between")(first_day, last_day)) }}
{%- endmacro %}

{% macro default__days_between(first_day, last_day) -%}
    (cast({{ last_day }} as date) - cast({{ first_day }} as date))
{%- endmacro %}
{% macro duckdb__days_between(first_day, last_day) -%}
    datediff('day', cast({{ first_day }} as date), cast({{ last_day }} as date))
{%- endmacro %}
