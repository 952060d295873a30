{#- A time that an export states, or null if it lies after the moment that the run was asked to
    judge: that night did not know it. -#}
{% macro known_by_as_of(at) -%}
    {%- if var("as_of") -%}
        case when {{ at }} <= cast('{{ var("as_of") }}' as timestamp) then {{ at }} end
    {%- else -%}
        {{ at }}
    {%- endif -%}
{%- endmacro %}
