{#- A number of 64 bits that differs, for all practical purposes, when one of the columns does. -#}
{% macro hash_number(columns) -%}
    {{ return(adapter.dispatch("hash_number")(columns)) }}
{%- endmacro %}

{% macro default__hash_number(columns) -%}
    xxhash64({{ columns | join(", ") }})
{%- endmacro %}
{% macro duckdb__hash_number(columns) -%}
    hash({{ columns | join(", ") }})
{%- endmacro %}
