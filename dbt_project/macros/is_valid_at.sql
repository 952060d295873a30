{#- True if an instant lies in the half-open period of a row that carries its bounds as instants. -#}
{% macro is_valid_at(at, row) -%}
    {{ row }}.valid_from_at <= {{ at }} and ({{ row }}.valid_to_at is null or {{ at }} < {{ row }}.valid_to_at)
{%- endmacro %}
