{#- Aggregate: seconds of the segments that a condition holds for, in the statuses in which a metric
    runs (all, if none are named). -#}
{% macro seconds_run(seconds, condition, status_number, statuses) -%}
    cast(
        coalesce(
            sum(case when {{ condition }} and {{ in_statuses(status_number, statuses) }} then {{ seconds }} end), 0
        ) as bigint
    )
{%- endmacro %}
