{#- Fails with the place of every row in which a column is empty although its text is not: a
    text that could not be read as what it should be. `columns` maps each typed column to the
    column that holds its text, in the raw table or, without one, in the model itself. Shows no
    value: it may be pay. -#}
{% test text_is_typed(model, columns, raw=none) %}

with

untyped as (

    select *
    from {{ model }}
    where
        {%- for typed in columns %}
        {{ "or " if not loop.first }}{{ typed }} is null
        {%- endfor %}

),

unread as (
    {% for typed, text in columns.items() %}
    select
        untyped.source_file,
        untyped.source_row,
        '{{ text | replace('"', "") }}' as column_name
    from untyped
    {%- if raw is not none %}
    inner join {{ raw }} as texts
        on
            untyped.source_file = texts._source_file
            and untyped.source_row = texts._source_row
            and untyped.loaded_at = texts._loaded_at
    {%- endif %}
    where
        untyped.{{ typed }} is null
        and trim({{ "texts" if raw is not none else "untyped" }}.{{ text }}) <> ''
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}

)

select * from unread

{% endtest %}
