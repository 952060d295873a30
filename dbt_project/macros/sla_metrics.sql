{#- Every metric that is timed, by name. -#}
{% macro sla_metrics() -%}
    {%- do return(dict(ticket_metrics(), **turn_metrics())) -%}
{%- endmacro %}
