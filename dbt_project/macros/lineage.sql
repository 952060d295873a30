{#- The columns that lead a staged row back to the cell it came from. -#}
{% macro lineage(source_system) -%}
    '{{ source_system }}' as source_system,
    _source_file as source_file,
    _source_row as source_row,
    _loaded_at as loaded_at
{%- endmacro %}
