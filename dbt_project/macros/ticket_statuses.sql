{#- The statuses that a ticket can have, in the order of their numbers (from 1). -#}
{% macro ticket_statuses() -%}
    {%- do return(["new", "open", "pending", "on_hold", "solved", "closed", "deleted"]) -%}
{%- endmacro %}
