{#- True for the number of one of the statuses; with none named, always. -#}
{% macro in_statuses(status_number, statuses) -%}
    {%- if statuses -%}
        {%- set numbers = [] -%}
        {%- for status in statuses -%}
            {%- do numbers.append(name_number(status, ticket_statuses())) -%}
        {%- endfor -%}
        {{ status_number }} in ({{ numbers | join(", ") }})
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}
