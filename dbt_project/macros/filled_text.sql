{#- A text without spaces around it; null if nothing is left. -#}
{% macro filled_text(text) -%}
    nullif(trim({{ text }}), '')
{%- endmacro %}
