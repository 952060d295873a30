{#- Second step of the largest remainder: what rounding down took from a share, in whole
    ten-thousandths of a cent. Coarse on purpose: shares that are equal stay equal, and their cells
    are then ordered by key, however their weights were made. -#}
{% macro share_remainder(cents, weight, total_weight) -%}
    {%- set product = wide_integer(cents) ~ " * " ~ wide_integer(weight) -%}
    {%- set total = wide_integer(total_weight) -%}
    cast(
        {{ integer_divide(
            "2 * (" ~ product ~ " % nullif(" ~ total ~ ", 0)) * 10000 + " ~ total, "2 * " ~ total
        ) }} as bigint
    )
{%- endmacro %}
