{#- The texts of a JSON array of texts, joined by single spaces; empty text for an empty array. -#}
{% macro json_words(json) -%}
    {{ return(adapter.dispatch("json_words")(json)) }}
{%- endmacro %}

{% macro default__json_words(json) -%}
    array_join(from_json({{ json }}, 'array<string>'), ' ')
{%- endmacro %}
{% macro duckdb__json_words(json) -%}
    array_to_string(from_json({{ json }}, '["varchar"]'), ' ')
{%- endmacro %}
