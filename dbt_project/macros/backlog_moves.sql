{#- The ways into a cell of the backlog and out of it, in the order of their numbers (from 1). -#}
{% macro backlog_moves() -%}
    {%- do return(["opened", "reopened", "moved", "solved_out", "withdrawn_out", "moved_out"]) -%}
{%- endmacro %}
