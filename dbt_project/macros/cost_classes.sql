{#- The closed list of cost classes, in the order in which they are shown. -#}
{% macro cost_classes() -%}
    {%- do return([
        "labour", "overtime", "management", "vendor", "software", "automation", "overhead", "idle",
        "transition",
    ]) -%}
{%- endmacro %}
