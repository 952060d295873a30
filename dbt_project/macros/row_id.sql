{#- Key of a record that carries none of its own: the place where it stands. -#}
{% macro row_id(source_file, source_row) -%}
    concat({{ source_file }}, ':', cast({{ source_row }} as varchar))
{%- endmacro %}
