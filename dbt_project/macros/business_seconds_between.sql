{#- Seconds that a schedule was open between two seconds since the epoch, given the parts of the
    calendar in which they lie; null without a schedule. -#}
{% macro business_seconds_between(start_second, start_part, stop_second, stop_part) -%}
    (
        {{ business_seconds_before(stop_second, stop_part) }}
        - {{ business_seconds_before(start_second, start_part) }}
    )
{%- endmacro %}
