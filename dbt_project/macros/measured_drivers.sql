{#- The drivers that are measured from work, time and seats; a home can declare others. -#}
{% macro measured_drivers() -%}
    {%- do return([
        "handled_seconds", "logged_seconds", "management_seconds", "seat_count", "billed_units",
        "automation_attempts", "demand_units", "transition_units",
    ]) -%}
{%- endmacro %}
