{#- Calendar date of a UTC timestamp in the home's time zone. -#}
{% macro home_date(utc_at, time_zone) -%}
    cast({{ local_from_utc(utc_at, time_zone) }} as date)
{%- endmacro %}
