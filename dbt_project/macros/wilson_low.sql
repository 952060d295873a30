{#- Lower end of Wilson's interval of 95% for a share: 0.4902 for 8 of 10. -#}
{% macro wilson_low(part, whole) -%}
    {{ wilson_bound(part, whole, "-") }}
{%- endmacro %}
