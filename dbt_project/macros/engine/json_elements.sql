{#- A `from` item that yields one row per element of a JSON array text, with columns `position`
    (from 0) and `element` (JSON text). Use as `from t cross join lateral {{ json_elements("t.events") }} as e`. -#}
{% macro json_elements(json) -%}
    {{ return(adapter.dispatch("json_elements")(json)) }}
{%- endmacro %}

{% macro default__json_elements(json) -%}
    (
        select pos as position, col as element
        from posexplode(from_json({{ json }}, 'array<string>'))
    )
{%- endmacro %}
{% macro duckdb__json_elements(json) -%}
    (
        select cast(elements.key as bigint) as position, cast(elements.value as varchar) as element
        from json_each({{ json }}) as elements
    )
{%- endmacro %}
