{#- The share of a non-negative number of cents that a weight gets of the total weight, in whole
    ten-thousandths of a cent. Coarse on purpose: shares that are equal stay equal, and their cells
    are then ordered by key, however their weights were made. -#}
{% macro share_ten_thousandths(cents, weight, total_weight) -%}
    {{ integer_divide(
        "20000 * " ~ wide_integer(cents) ~ " * " ~ wide_integer(weight) ~ " + " ~ wide_integer(total_weight),
        "2 * " ~ wide_integer(total_weight)
    ) }}
{%- endmacro %}
