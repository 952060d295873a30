{#- One integer for a schedule and a stretch of 86,400 seconds of its business time, so that the
    instant at which a schedule has counted so many seconds is found by a plain join. -#}
{% macro business_position_key(schedule_number, business_seconds) -%}
    cast(
        {{ schedule_number }} * 100000
        + {{ integer_divide(business_seconds, 86400) }} as bigint
    )
{%- endmacro %}
