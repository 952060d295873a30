{#- Whole part of a quotient of two non-negative integers of up to 38 digits; null if the divisor
    is zero. -#}
{% macro integer_divide(dividend, divisor) -%}
    {{ return(adapter.dispatch("integer_divide")(dividend, divisor)) }}
{%- endmacro %}

{% macro default__integer_divide(dividend, divisor) -%}
    floor({{ dividend }} / nullif({{ divisor }}, 0))
{%- endmacro %}
{% macro duckdb__integer_divide(dividend, divisor) -%}
    (cast({{ dividend }} as hugeint) // nullif(cast({{ divisor }} as hugeint), 0))
{%- endmacro %}
