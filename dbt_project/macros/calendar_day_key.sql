{#- One integer for a schedule and a UTC day, so that a lookup in the calendar is a plain join. -#}
{% macro calendar_day_key(schedule_number, utc_at) -%}
    cast(
        {{ schedule_number }} * 100000
        + {{ days_between("date '1970-01-01'", utc_at) }} as bigint
    )
{%- endmacro %}
