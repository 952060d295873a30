{#- Fails with the place of every row in which a column holds a value that is not on its closed
    list. `columns` maps each column to its list. An empty column passes. -#}
{% test values_are_listed(model, columns) %}

    {%- for column, values in columns.items() %}
select
    source_file,
    source_row,
    '{{ column }}' as column_name,
    {{ column }} as found
from {{ model }}
where {{ column }} not in ('{{ values | join("', '") }}')
    {%- if not loop.last %}
union all
    {%- endif %}
    {%- endfor %}

{% endtest %}
