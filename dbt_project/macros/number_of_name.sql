{#- The number of the name that a column holds (from 1); 0 for one that is not in the list. -#}
{% macro number_of_name(name, names) -%}
    case {{ name }}
        {%- for known in names %}
        when '{{ known }}' then {{ loop.index }}
        {%- endfor %}
        else case when {{ name }} is not null then 0 end
    end
{%- endmacro %}
