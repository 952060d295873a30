{#- Fails with the place of every row for which a statement about its columns is false; a statement
    that cannot be judged because a column is empty passes. -#}
{% test row_is_true(model, statement) %}

select
    source_file,
    source_row
from {{ model }}
where not ({{ statement }})

{% endtest %}
