{#- A saving as a share of its whole, to six decimals; null where the whole is next to nothing, since
    a share of a thousand times tells nobody anything. -#}
{% macro saving_share_of(part, whole) -%}
    case
        when abs({{ part }}) < 999 * abs({{ whole }})
            then {{ share_of(part, whole) }}
    end
{%- endmacro %}
