{#- A date written YYYY-MM-DD; null for anything else. -#}
{% macro date_from_iso(text) -%}
    case
        when {{ matches_fully("trim(" ~ text ~ ")", "[0-9]{4}-[0-9]{2}-[0-9]{2}") }}
            then {{ try_cast("trim(" ~ text ~ ")", "date") }}
    end
{%- endmacro %}
