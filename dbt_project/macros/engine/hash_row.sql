{#- A number of 64 bits that differs, for all practical purposes, when any column of a row does. -#}
{% macro hash_row(alias) -%}
    {{ return(adapter.dispatch("hash_row")(alias)) }}
{%- endmacro %}

{% macro default__hash_row(alias) -%}
    xxhash64({{ alias }}.*)
{%- endmacro %}
{% macro duckdb__hash_row(alias) -%}
    hash({{ alias }})
{%- endmacro %}
