{#- Points from 0 to 100 with one decimal; null stays null. -#}
{% macro whole_score(points) -%}
    cast(
        case when {{ points }} > 100 then 100 when {{ points }} < 0 then 0 else {{ points }} end
        as decimal(5, 1)
    )
{%- endmacro %}
