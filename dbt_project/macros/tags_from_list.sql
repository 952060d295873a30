{#- Tags as the contract writes them, of a list with commas: a space inside a tag becomes `_`. -#}
{% macro tags_from_list(text) -%}
    {%- set parted = "regexp_replace(trim(" ~ text ~ "), ' *,[ ,]*', ',', 'g')" -%}
    ' ' || {{ word_from_text("replace(replace(" ~ parted ~ ", ' ', '_'), ',', ' ')") }} || ' '
{%- endmacro %}
