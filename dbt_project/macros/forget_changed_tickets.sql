{#- Statement that clears a table of times of the tickets that this run times anew; of all, if it times
    all. It runs by itself, because a table cannot gain a column in the transaction in which it lost
    rows; what a run that breaks off has cleared is still changed for the next one. -#}
{% macro forget_changed_tickets() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        {%- if kept_service_tickets() %}
        where ticket_number in (select ticket_number from {{ ref("int_service_tickets_changed") }})
        {%- endif %}
    {%- endif -%}
{%- endmacro %}
