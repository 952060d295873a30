{#- The value at a path of a JSON text, as text without quotes; null if absent or JSON null.
    The path is given from the root without `$.`: "via.channel". -#}
{% macro json_text(json, path) -%}
    {{ return(adapter.dispatch("json_text")(json, path)) }}
{%- endmacro %}

{% macro default__json_text(json, path) -%}
    get_json_object({{ json }}, '$.{{ path }}')
{%- endmacro %}
{% macro duckdb__json_text(json, path) -%}
    json_extract_string({{ json }}, '$.{{ path }}')
{%- endmacro %}
