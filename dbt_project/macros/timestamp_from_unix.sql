{#- UTC timestamp of a text with whole seconds since 1970; null for anything else. -#}
{% macro timestamp_from_unix(text) -%}
    {{ add_seconds("timestamp '1970-01-01 00:00:00'", integer_from_text(text)) }}
{%- endmacro %}
