{#- Quotient of an integer of either sign by a positive one, rounded down (towards minus infinity);
    null if the divisor is zero. -#}
{% macro floor_divide(dividend, divisor) -%}
    case
        when {{ dividend }} >= 0 then {{ integer_divide(dividend, divisor) }}
        else -{{ integer_divide("-(" ~ dividend ~ ") + " ~ divisor ~ " - 1", divisor) }}
    end
{%- endmacro %}
