{#- A number with a decimal point, exact at the given scale; null for anything else, a digit beyond
    the scale included. -#}
{% macro decimal_from_text(text, precision, scale) -%}
    case
        when {{ matches_fully("trim(" ~ text ~ ")", "-?[0-9]+(?:[.][0-9]{0," ~ scale ~ "}0*)?") }}
            then {{ try_cast("trim(" ~ text ~ ")", "decimal(" ~ precision ~ ", " ~ scale ~ ")") }}
    end
{%- endmacro %}
