{#- Statement that gives the tickets which this run times a mark that equals no ticket's, before their
    times are touched: if the run breaks off, the next one times them again, or forgets those that
    are gone, whatever they look like by then. -#}
{% macro mark_unfinished_tickets() -%}
    {%- set kept = kept_service_tickets() -%}
    {%- if kept -%}
        delete from {{ kept }}
        where ticket_number in (select ticket_number from {{ ref("int_service_tickets_changed") }});
        insert into {{ kept }}
            (source_system, ticket_id, ticket_number, ticket_mark, settings_mark, is_live)
        select
            source_system,
            ticket_id,
            ticket_number,
            'unfinished',
            'unfinished',
            true
        from {{ ref("int_service_tickets_changed") }}
    {%- endif -%}
{%- endmacro %}
