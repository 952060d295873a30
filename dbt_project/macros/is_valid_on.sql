{#- True if a date lies in the half-open period of a dated row; an empty end is still valid. -#}
{% macro is_valid_on(day, row) -%}
    {{ row }}.valid_from <= {{ day }} and ({{ row }}.valid_to is null or {{ day }} < {{ row }}.valid_to)
{%- endmacro %}
