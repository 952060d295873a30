{#- The share of a number of cents that a part has of the whole, rounded half away from zero; null
    without a whole. Any of the three may be negative. Differences between the shares of running
    parts add up to the cents exactly. -#}
{% macro rounded_share_cents(cents, part, whole) -%}
    cast(
        sign({{ cents }}) * sign({{ part }}) * sign({{ whole }})
        * {{ integer_divide(
            "2 * " ~ wide_integer("abs(" ~ cents ~ ")") ~ " * " ~ wide_integer("abs(" ~ part ~ ")")
            ~ " + " ~ wide_integer("abs(" ~ whole ~ ")"),
            "2 * " ~ wide_integer("abs(" ~ whole ~ ")")
        ) }} as bigint
    )
{%- endmacro %}
