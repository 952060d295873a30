{#- Whether so many people are too few for their pay to be told; a home that asks for one person, or
    none, withholds nothing. `company` must be in scope. -#}
{% macro is_too_few(people_count) -%}
    (company.min_people_per_cell > 1 and {{ people_count }} < company.min_people_per_cell)
{%- endmacro %}
