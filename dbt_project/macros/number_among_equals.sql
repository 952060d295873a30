{#- Number of a row among those with the same key, from 1, in the order in which they stand. -#}
{% macro number_among_equals(key_columns) -%}
    row_number() over (
        partition by {{ key_columns | join(", ") }} order by _load_number, _source_row
    )
{%- endmacro %}
