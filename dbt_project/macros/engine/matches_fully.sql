{#- True if a regular expression describes a text from its first to its last character. -#}
{% macro matches_fully(text, pattern) -%}
    {{ return(adapter.dispatch("matches_fully")(text, pattern)) }}
{%- endmacro %}

{% macro default__matches_fully(text, pattern) -%}
    {{ text }} rlike '^(?:{{ pattern }})$'
{%- endmacro %}
{% macro duckdb__matches_fully(text, pattern) -%}
    regexp_full_match({{ text }}, '{{ pattern }}')
{%- endmacro %}
