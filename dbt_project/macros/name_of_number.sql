{#- The name that a number stands for (from 1); unknown for a number that is none of the list's. -#}
{% macro name_of_number(number, names) -%}
    case {{ number }}
        {%- for known in names %}
        when {{ loop.index }} then '{{ known }}'
        {%- endfor %}
        else case when {{ number }} is not null then 'unknown' end
    end
{%- endmacro %}
