{#- Decimal amount of a whole number of cents; stays exact because nothing is divided. -#}
{% macro amount_from_cents(cents) -%}
    cast(cast({{ cents }} as decimal(30, 0)) * 0.01 as decimal(18, 2))
{%- endmacro %}
