{#- Price of one unit with six places, of a price that is stated for a number of units; rounded half
    away from zero. Integers are divided, since a quotient of decimals would be a floating point
    number. -#}
{% macro price_per_unit(price, unit_count) -%}
    cast(
        cast(
            sign({{ price }})
            * {{ integer_divide(
                "2 * " ~ wide_integer("abs(" ~ price ~ ") * 1000000") ~ " * 10000 + "
                ~ wide_integer(unit_count ~ " * 10000"),
                "2 * " ~ wide_integer(unit_count ~ " * 10000")
            ) }} as decimal(24, 0)
        ) * 0.000001 as decimal(18, 6)
    )
{%- endmacro %}
