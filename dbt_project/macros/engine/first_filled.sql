{#- Window function: the first value of a window that is not null. -#}
{% macro first_filled(value, window) -%}
    {{ return(adapter.dispatch("first_filled")(value, window)) }}
{%- endmacro %}

{% macro default__first_filled(value, window) -%}
    first_value({{ value }}) ignore nulls over ({{ window }})
{%- endmacro %}
{% macro duckdb__first_filled(value, window) -%}
    first_value({{ value }} ignore nulls) over ({{ window }})
{%- endmacro %}
