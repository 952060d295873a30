{#- True if an instant lies in the half-open period of a row that carries its bounds as instants. An end
    is compared also where it is open: engines join by plain comparisons alone. -#}
{% macro is_valid_at(at, row) -%}
    {{ row }}.valid_from_at <= {{ at }}
    and {{ at }} < coalesce({{ row }}.valid_to_at, cast('9999-12-31' as timestamp))
{%- endmacro %}
