{#- UTC timestamp of a number of seconds after midnight of a local date, read off the wall clock:
    86400 is the next local midnight, however long the day was. -#}
{% macro utc_from_local_time(local_date, local_seconds, zone) -%}
    {{ utc_from_local(add_seconds("cast(" ~ local_date ~ " as timestamp)", local_seconds), zone) }}
{%- endmacro %}
