{#- Weight of a cell inside a group when the group has a weight of its own: the group's weight times
    the cell's share in it, in billionths, so that one rounding remains. -#}
{% macro nested_weight(group_weight, cell_weight, group_cell_total) -%}
    {{ integer_divide(
        wide_integer(group_weight) ~ " * " ~ wide_integer(cell_weight) ~ " * 1000000000",
        group_cell_total
    ) }}
{%- endmacro %}
