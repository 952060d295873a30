{#- A query for a definition's rows with `csv_row`, the number of the line in its file (the header is
    the first); null where the engine does not keep the order in which rows were read. -#}
{% macro csv_rows(definition) -%}
    {{ return(adapter.dispatch("csv_rows")(definition)) }}
{%- endmacro %}

{% macro default__csv_rows(definition) -%}
    select *, cast(null as bigint) as csv_row from {{ definition }}
{%- endmacro %}
{% macro duckdb__csv_rows(definition) -%}
    select *, rowid + 2 as csv_row from {{ definition }}
{%- endmacro %}
