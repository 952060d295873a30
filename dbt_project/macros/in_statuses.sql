{#- True in one of the statuses; with none named, always. -#}
{% macro in_statuses(status, statuses) -%}
    {%- if statuses -%}
        {{ status }} in ('{{ statuses | join("', '") }}')
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}
