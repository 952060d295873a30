{#- Priority of the contract for a Zendesk priority; none is normal. -#}
{% macro priority_from_zendesk(priority) -%}
    coalesce({{ priority }}, 'normal')
{%- endmacro %}
