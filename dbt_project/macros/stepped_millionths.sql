{#- A ratio of work, in millionths, as staff follows it that is taken on or leaves as whole people
    only: `staff` and `person` are what the staff before and one person can do. -#}
{% macro stepped_millionths(ratio_millionths, staff, person) -%}
    cast(
        1000000 + sign({{ ratio_millionths }} - 1000000) * {{ integer_divide(
            wide_integer("1000000") ~ " * " ~ wide_integer(person) ~ " * " ~ integer_divide(
                wide_integer(staff) ~ " * abs(" ~ ratio_millionths ~ " - 1000000)",
                wide_integer("1000000") ~ " * " ~ wide_integer(person)
            ),
            wide_integer(staff)
        ) }} as bigint
    )
{%- endmacro %}
