{#- Amount per unit with four places, rounded half away from zero; null without units. Integers are
    divided, since a quotient of decimals would be a floating point number. -#}
{% macro unit_amount(amount, unit_count) -%}
    cast(
        cast(
            sign({{ amount }})
            * {{ integer_divide(
                "2 * " ~ wide_integer("cast(abs(" ~ amount ~ ") as decimal(30, 2)) * 10000") ~ " + " ~ wide_integer(unit_count),
                "2 * " ~ wide_integer(unit_count)
            ) }} as decimal(20, 0)
        ) * 0.0001 as decimal(18, 4)
    )
{%- endmacro %}
