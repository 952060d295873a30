{#- The different filled values of a group, sorted, with a comma and a space between. -#}
{% macro distinct_words(value) -%}
    {{ return(adapter.dispatch("distinct_words")(value)) }}
{%- endmacro %}

{% macro default__distinct_words(value) -%}
    listagg(distinct {{ value }}, ', ') within group (order by {{ value }})
{%- endmacro %}
{% macro duckdb__distinct_words(value) -%}
    string_agg(distinct {{ value }}, ', ' order by {{ value }})
{%- endmacro %}
