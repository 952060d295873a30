{#- A value of a closed list as the contract writes it: lower case, no spaces around it; null if
    blank. -#}
{% macro word_from_text(text) -%}
    lower({{ filled_text(text) }})
{%- endmacro %}
