{#- An estimated share to six decimals; beyond a thousand times it stands at the bound. Null stays
    null, which `least` and `greatest` would lose. -#}
{% macro bounded_share(share) -%}
    cast(
        case
            when {{ share }} > 999 then 999
            when {{ share }} < -999 then -999
            else {{ share }}
        end as decimal(9, 6)
    )
{%- endmacro %}
