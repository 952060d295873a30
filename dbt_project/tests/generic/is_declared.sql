{#- Fails with every row of a definition that names something which another definition lacks: file,
    row, column, what was found and what it could have been. An empty one passes. -#}
{% test is_declared(model, column_name, to, field) %}

    {{ config(meta={
        "names": ["file", "row", "column", "found", "expected"],
        "remedy": "Write the name as the other file declares it, add it there, or take the row out.",
    }) }}

select
    '{{ model.identifier }}.csv' as "file",
    numbered.csv_row as "row",
    '{{ column_name }}' as "column",
    numbered.{{ column_name }} as found,
    'a {{ field }} of {{ to.identifier }}.csv: ' || coalesce(declared.words, 'it has none') as expected
from ({{ csv_rows(model) }}) as numbered
cross join (
    select {{ joined_text("named", ", ") }} as words
    from (select distinct {{ field }} as named from {{ to }}) as names
) as declared
where
    numbered.{{ column_name }} is not null
    and numbered.{{ column_name }} not in (
        select {{ field }}
        from {{ to }}
        where {{ field }} is not null
    )

{% endtest %}
