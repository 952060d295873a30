{#- A timestamp moved by a number of seconds. -#}
{% macro add_seconds(at, seconds) -%}
    {{ return(adapter.dispatch("add_seconds")(at, seconds)) }}
{%- endmacro %}

{% macro default__add_seconds(at, seconds) -%}
    ({{ at }} + {{ seconds }} * interval '1' second)
{%- endmacro %}
{% macro duckdb__add_seconds(at, seconds) -%}
    ({{ at }} + to_seconds({{ seconds }}))
{%- endmacro %}
