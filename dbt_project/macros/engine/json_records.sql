{#- A `from` item with the rows of a relation, once per object of the JSON array in one of its columns,
    with `position` (from 0) and one more text column per field; null where the object lacks it. Use as
    `from {{ json_records("audits", "events", ["type", "value"]) }} as entries`. -#}
{% macro json_records(relation, json_column, fields) -%}
    {{ return(adapter.dispatch("json_records")(relation, json_column, fields)) }}
{%- endmacro %}

{% macro default__json_records(relation, json_column, fields) -%}
    (
        select
            {{ relation }}.*,
            position
            {%- for field in fields %},
            record.{{ field }} as {{ field }}
            {%- endfor %}
        from {{ relation }}
        lateral view posexplode(
            from_json({{ json_column }}, 'array<struct<{{ fields | join(":string,") }}:string>>')
        ) records as position, record
    )
{%- endmacro %}
{% macro duckdb__json_records(relation, json_column, fields) -%}
    (
        select
            *
            {%- for field in fields %},
            record.{{ field }} as {{ field }}
            {%- endfor %}
        from (
            select
                *,
                unnest(records) as record,
                generate_subscripts(records, 1) - 1 as position
            from (
                select
                    *,
                    from_json(
                        {{ json_column }},
                        '[{"{{ fields | join('": "varchar", "') }}": "varchar"}]'
                    ) as records
                from {{ relation }}
            )
        )
    )
{%- endmacro %}
