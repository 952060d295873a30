{#- Whole cents of a decimal amount with two places. -#}
{% macro cents_from_amount(amount) -%}
    cast({{ amount }} * 100 as bigint)
{%- endmacro %}
