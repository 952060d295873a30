{#- Fails with the place of every row in which one of the columns is empty. -#}
{% test columns_are_filled(model, columns, place=["source_file", "source_row"]) %}

    {%- for column in columns %}
select
        {%- for part in place %}
    {{ part }},
        {%- endfor %}
    '{{ column }}' as column_name
from {{ model }}
where {{ column }} is null
    {%- if not loop.last %}
union all
    {%- endif %}
    {%- endfor %}

{% endtest %}
