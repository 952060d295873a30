{#- A query that yields one row per day from the first to the last date, both included, as
    `spine_date`. Both bounds are expressions over one row. -#}
{% macro date_spine_days(first_day, last_day) -%}
    {{ return(adapter.dispatch("date_spine_days")(first_day, last_day)) }}
{%- endmacro %}

{% macro default__date_spine_days(first_day, last_day) -%}
    select explode(sequence({{ first_day }}, {{ last_day }}, interval 1 day)) as spine_date
{%- endmacro %}
{% macro duckdb__date_spine_days(first_day, last_day) -%}
    select cast(range as date) as spine_date
    from range(
        cast({{ first_day }} as timestamp),
        cast({{ last_day }} as timestamp) + interval 1 day,
        interval 1 day
    )
{%- endmacro %}
