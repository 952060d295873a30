{#- The `value` of the element with the given `id` in a JSON array of objects, as text; null if
    there is none. -#}
{% macro json_value_of_id(json, id) -%}
    {{ return(adapter.dispatch("json_value_of_id")(json, id)) }}
{%- endmacro %}

{% macro default__json_value_of_id(json, id) -%}
    filter(
        from_json({{ json }}, 'array<struct<id:string,value:string>>'),
        field -> field.id = '{{ id }}'
    )[0].value
{%- endmacro %}
{% macro duckdb__json_value_of_id(json, id) -%}
    list_filter(
        from_json({{ json }}, '[{"id": "varchar", "value": "varchar"}]'),
        lambda field: field.id = '{{ id }}'
    )[1].value
{%- endmacro %}
