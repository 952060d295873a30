{#- How many standard errors an interval of 95% reaches to each side. -#}
{% macro confidence_z() -%}
    1.959963985
{%- endmacro %}
