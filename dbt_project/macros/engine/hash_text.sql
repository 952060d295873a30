{#- Hexadecimal MD5 of a text, for keys that must not show what they were made of. -#}
{% macro hash_text(text) -%}
    md5({{ text }})
{%- endmacro %}
