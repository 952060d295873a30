{#- The text caught by the given group of a regular expression; null if there is no match. -#}
{% macro regexp_capture(text, pattern, group) -%}
    {{ return(adapter.dispatch("regexp_capture")(text, pattern, group)) }}
{%- endmacro %}

{% macro default__regexp_capture(text, pattern, group) -%}
    nullif(regexp_extract({{ text }}, '{{ pattern }}', {{ group }}), '')
{%- endmacro %}
