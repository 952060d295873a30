{#- Cents of an amount that have accrued when `part` of `whole` units of its service have passed,
    converted at a rate given in millionths, rounded half away from zero.
    Differences of consecutive parts add up to the amount exactly. -#}
{% macro accrued_cents(amount_cents, part, whole, rate_millionths) -%}
    cast(
        sign({{ amount_cents }})
        * {{ integer_divide(
            "2 * " ~ wide_integer("abs(" ~ amount_cents ~ ")") ~ " * " ~ part ~ " * " ~ rate_millionths
            ~ " + " ~ wide_integer(whole) ~ " * 1000000",
            "2 * " ~ wide_integer(whole) ~ " * 1000000"
        ) }} as bigint
    )
{%- endmacro %}
