{#- Status of the contract for a Zendesk status. -#}
{% macro status_from_zendesk(status) -%}
    case when {{ status }} = 'hold' then 'on_hold' else {{ status }} end
{%- endmacro %}
