{#- UTC timestamp of a wall-clock timestamp in an IANA zone. A time that a clock change skips moves
    forward by the gap; a time that occurs twice is the later of the two. -#}
{% macro utc_from_local(local_at, zone) -%}
    {{ return(adapter.dispatch("utc_from_local")(local_at, zone)) }}
{%- endmacro %}

{% macro default__utc_from_local(local_at, zone) -%}
    to_utc_timestamp({{ local_at }}, {{ zone }})
{%- endmacro %}
{% macro duckdb__utc_from_local(local_at, zone) -%}
    timezone('UTC', timezone({{ zone }}, {{ local_at }}))
{%- endmacro %}
