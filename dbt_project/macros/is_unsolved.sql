{#- True for the number of a status in which somebody still has to do something. -#}
{% macro is_unsolved(status_number) -%}
    {{ in_statuses(status_number, ["new", "open", "pending", "on_hold"]) }}
{%- endmacro %}
