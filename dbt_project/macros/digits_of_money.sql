{#- What is left of a money text without currency sign, thousands marks, brackets and minus. -#}
{% macro digits_of_money(text) -%}
    translate({{ text }}, '$£€,()- ', '')
{%- endmacro %}
