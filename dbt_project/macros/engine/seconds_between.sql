{#- Whole seconds from one timestamp to a later one; null if either is null. -#}
{% macro seconds_between(start_at, end_at) -%}
    {{ return(adapter.dispatch("seconds_between")(start_at, end_at)) }}
{%- endmacro %}

{% macro default__seconds_between(start_at, end_at) -%}
    (
        cast(extract(epoch from cast({{ end_at }} as timestamp)) as bigint)
        - cast(extract(epoch from cast({{ start_at }} as timestamp)) as bigint)
    )
{%- endmacro %}
{% macro duckdb__seconds_between(start_at, end_at) -%}
    (epoch_us({{ end_at }}) - epoch_us({{ start_at }})) // 1000000
{%- endmacro %}
