{#- Seconds since local midnight of a wall-clock time written HH:MM; 24:00 is 86400. -#}
{% macro seconds_of_day(local_time) -%}
    (
        cast(substring({{ local_time }}, 1, 2) as bigint) * 3600
        + cast(substring({{ local_time }}, 4, 2) as bigint) * 60
    )
{%- endmacro %}
