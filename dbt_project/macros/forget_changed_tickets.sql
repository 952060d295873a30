{#- Statement that clears a table of times of the tickets that this run times anew. -#}
{% macro forget_changed_tickets() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where (source_system, ticket_id) in (
            select
                source_system,
                ticket_id
            from {{ ref("int_service_tickets_changed") }}
        )
    {%- endif -%}
{%- endmacro %}
