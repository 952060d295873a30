{#- Wall-clock timestamp in an IANA zone of a UTC timestamp. -#}
{% macro local_from_utc(utc_at, zone) -%}
    {{ return(adapter.dispatch("local_from_utc")(utc_at, zone)) }}
{%- endmacro %}

{% macro default__local_from_utc(utc_at, zone) -%}
    from_utc_timestamp({{ utc_at }}, {{ zone }})
{%- endmacro %}
{% macro duckdb__local_from_utc(utc_at, zone) -%}
    timezone({{ zone }}, timezone('UTC', {{ utc_at }}))
{%- endmacro %}
