{#- First step of the largest remainder: the share of a non-negative number of cents that a weight
    gets of the total weight, rounded down. -#}
{% macro floor_share_cents(cents, weight, total_weight) -%}
    cast(
        {{ integer_divide(
            wide_integer(cents) ~ " * " ~ wide_integer(weight), total_weight
        ) }} as bigint
    )
{%- endmacro %}
