{#- Weekday of a date, Monday 1 to Sunday 7, counted from a known Monday (1970-01-05). -#}
{% macro iso_weekday(day) -%}
    (({{ days_between("date '1970-01-05'", day) }} % 7 + 7) % 7 + 1)
{%- endmacro %}
