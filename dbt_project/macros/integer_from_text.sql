{#- A whole number; null for anything else. -#}
{% macro integer_from_text(text, type="bigint") -%}
    case
        when {{ matches_fully("trim(" ~ text ~ ")", "-?[0-9]+") }}
            then {{ try_cast("trim(" ~ text ~ ")", type) }}
    end
{%- endmacro %}
