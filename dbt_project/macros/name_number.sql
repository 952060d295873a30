{#- The number of a name in a list that never changes its order: tables of millions of rows carry
    numbers, which are written and compared many times as fast as texts. -#}
{% macro name_number(name, names) -%}
    {%- for known in names if known == name -%}
        {%- do return((names | list).index(known) + 1) -%}
    {%- endfor -%}
    {%- do exceptions.raise_compiler_error(name ~ " is none of " ~ names | join(", ")) -%}
{%- endmacro %}
