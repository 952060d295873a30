{#- The newest time among the versions of a record up to this one, in the order in which they landed:
    a version whose own time cannot be read is as new as the newest before it. -#}
{% macro newest_so_far(updated_at, key_column) -%}
    coalesce(
        {{ updated_at }},
        max({{ updated_at }}) over (
            partition by {{ key_column }}
            order by _load_number, _source_row
            rows between unbounded preceding and current row
        )
    )
{%- endmacro %}
