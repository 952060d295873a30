{#- 1 for the latest version of a record: the newest by its own time, then the last that landed. -#}
{% macro version_rank(key_column, version_at) -%}
    row_number() over (
        partition by {{ key_column }}
        order by {{ version_at }} desc nulls last, _load_number desc, _source_row desc
    )
{%- endmacro %}
