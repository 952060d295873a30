{#- The table that says how each ticket stood when it was last timed, as an earlier run left it; none
    if everything has to be timed: at first, in a full refresh, or when a table that keeps the times
    is missing. The name is spelled out because a reference would make a circle. -#}
{% macro kept_service_tickets() -%}
    {%- if not execute or flags.FULL_REFRESH -%}
        {%- do return(none) -%}
    {%- endif -%}
    {%- for table in [
        "int_service_places", "int_service_intervals_kept", "int_service_clocks_kept",
        "int_service_tickets_kept",
    ] -%}
        {%- set relation = adapter.get_relation(target.database, "intermediate", table) -%}
        {%- if relation is none -%}
            {%- do return(none) -%}
        {%- elif loop.last -%}
            {%- set columns = adapter.get_columns_in_relation(relation) | map(attribute="name") -%}
            {%- do return(relation if "ticket_number" in columns else none) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
