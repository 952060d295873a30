{#- Whole part of a quotient of two non-negative integers of up to 38 digits; null if the divisor
    is zero. -#}
{% macro integer_divide(dividend, divisor) -%}
    {{ return(adapter.dispatch("integer_divide")(dividend, divisor)) }}
{%- endmacro %}

{% macro default__integer_divide(dividend, divisor) -%}
    floor({{ dividend }} / nullif({{ divisor }}, 0))
{%- endmacro %}
{#- Dividing 128-bit integers takes many times as long as 64-bit ones, and few quotients need it. -#}
{% macro duckdb__integer_divide(dividend, divisor) -%}
    case
        when
            cast({{ dividend }} as hugeint) <= 9223372036854775807
            and cast({{ divisor }} as hugeint) <= 9223372036854775807
            then cast({{ dividend }} as bigint) // nullif(cast({{ divisor }} as bigint), 0)
        else cast({{ dividend }} as hugeint) // nullif(cast({{ divisor }} as hugeint), 0)
    end
{%- endmacro %}
