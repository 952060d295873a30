{#- Aggregate: the texts of a group in order, with a separator between them. -#}
{% macro joined_text(text, separator) -%}
    {{ return(adapter.dispatch("joined_text")(text, separator)) }}
{%- endmacro %}

{% macro default__joined_text(text, separator) -%}
    listagg({{ text }}, '{{ separator }}') within group (order by {{ text }})
{%- endmacro %}
{% macro duckdb__joined_text(text, separator) -%}
    string_agg({{ text }}, '{{ separator }}' order by {{ text }})
{%- endmacro %}
