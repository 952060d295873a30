{#- A part as a share of its whole, to six decimals; null if the whole is zero. -#}
{% macro share_of(part, whole) -%}
    cast(
        cast({{ part }} as {{ double_type() }}) / nullif({{ whole }}, 0) as decimal(9, 6)
    )
{%- endmacro %}
