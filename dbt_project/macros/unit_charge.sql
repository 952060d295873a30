{#- What so many units cost at a price, to the cent, half a cent up. -#}
{% macro unit_charge(units, price) -%}
    cast(
        round(cast({{ units }} as decimal(18, 4)) * cast({{ price }} as decimal(18, 6)), 2)
        as decimal(18, 2)
    )
{%- endmacro %}
