{#- What can become of a promise, in the order of the numbers (from 1). -#}
{% macro sla_statuses() -%}
    {%- do return(["met", "breached", "active", "at_risk", "cancelled", "not_applicable"]) -%}
{%- endmacro %}
