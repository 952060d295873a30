{#- How labour can follow the work, in the order in which they are preferred if the months before do
    not tell them apart: with every unit, in steps of whole people, not at all. -#}
{% macro labour_behaviours() -%}
    {%- do return(["variable", "step", "fixed"]) -%}
{%- endmacro %}
