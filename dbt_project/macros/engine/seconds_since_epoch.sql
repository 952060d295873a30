{#- Whole seconds since 1970-01-01 00:00 UTC of a UTC timestamp, as bigint. -#}
{% macro seconds_since_epoch(at) -%}
    {{ return(adapter.dispatch("seconds_since_epoch")(at)) }}
{%- endmacro %}

{% macro default__seconds_since_epoch(at) -%}
    cast(extract(epoch from cast({{ at }} as timestamp)) as bigint)
{%- endmacro %}
{% macro duckdb__seconds_since_epoch(at) -%}
    cast(epoch_us({{ at }}) // 1000000 as bigint)
{%- endmacro %}
