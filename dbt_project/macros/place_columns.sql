{#- What places differ by at which a ticket can be, and with the place what is promised of it. -#}
{% macro place_columns() -%}
    {%- do return([
        "channel", "priority", "group_name", "workflow_id", "tier", "service", "provider_id",
        "route",
    ]) -%}
{%- endmacro %}
