{#- True for the rows of the last load that holds the key: a unit that is exported again replaces
    all rows of its earlier loads. Rows whose key cannot be read belong to no unit: they stay, and
    fail the tests, until their file lands anew. -#}
{% macro is_newest_version(key_columns) -%}
    _load_number = case
        when
            {%- for column in key_columns %}
            {{ "and " if not loop.first }}{{ column }} is not null
            {%- endfor %}
            then max(_load_number) over (partition by {{ key_columns | join(", ") }})
        else max(_load_number) over (partition by _source_file)
    end
{%- endmacro %}
