{#- True if a date lies in the half-open period of a dated row; an empty end is still valid. An end is
    compared also where it is open: engines join by plain comparisons alone. -#}
{% macro is_valid_on(day, row) -%}
    {{ row }}.valid_from <= {{ day }}
    and {{ day }} < coalesce({{ row }}.valid_to, cast('9999-12-31' as date))
{%- endmacro %}
