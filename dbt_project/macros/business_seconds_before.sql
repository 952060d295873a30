{#- Seconds that a schedule was open from its first day until a second since the epoch, given the
    part of the calendar in which that second lies (a row of int_calendar_schedule_days). -#}
{% macro business_seconds_before(at_second, part) -%}
    (
        {{ part }}.cumulative_seconds
        + least({{ at_second }} - {{ part }}.part_start_second, {{ part }}.open_seconds)
    )
{%- endmacro %}
