{#- Window function: the last value of a window that is not null. -#}
{% macro last_filled(value, window) -%}
    {{ return(adapter.dispatch("last_filled")(value, window)) }}
{%- endmacro %}

{% macro default__last_filled(value, window) -%}
    last_value({{ value }}) ignore nulls over ({{ window }})
{%- endmacro %}
{% macro duckdb__last_filled(value, window) -%}
    last_value({{ value }} ignore nulls) over ({{ window }})
{%- endmacro %}
