{#- Upper end of Wilson's interval of 95% for a share: 0.9433 for 8 of 10. -#}
{% macro wilson_high(part, whole) -%}
    {{ wilson_bound(part, whole, "+") }}
{%- endmacro %}
