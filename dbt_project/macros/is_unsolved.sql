{#- True for a status in which somebody still has to do something. -#}
{% macro is_unsolved(status) -%}
    {{ status }} in ('new', 'open', 'pending', 'on_hold')
{%- endmacro %}
