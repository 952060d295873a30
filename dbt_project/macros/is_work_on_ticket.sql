{#- Whether an event is work on the ticket, and no mere sorting of it: a message, a note, a solution
    or logged time. -#}
{% macro is_work_on_ticket(event) -%}
    ({{ event }}.event_type in ('public_reply', 'private_note', 'solved') or {{ event }}.handle_seconds > 0)
{%- endmacro %}
