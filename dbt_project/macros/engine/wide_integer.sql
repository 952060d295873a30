{#- An integer of up to 38 digits, wide enough for cents times weights. -#}
{% macro wide_integer(value) -%}
    {{ return(adapter.dispatch("wide_integer")(value)) }}
{%- endmacro %}

{% macro default__wide_integer(value) -%}
    cast({{ value }} as decimal(38, 0))
{%- endmacro %}
{% macro duckdb__wide_integer(value) -%}
    cast({{ value }} as hugeint)
{%- endmacro %}
