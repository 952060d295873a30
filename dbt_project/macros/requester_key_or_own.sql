{#- Salted hash of the requester; a ticket whose export does not say who asked is a requester of its
    own, so that it is nobody's repeat contact. -#}
{% macro requester_key_or_own(salt, requester, ticket_id) -%}
    {{ salted_hash(
        salt, "coalesce(" ~ requester ~ ", 'ticket ' || " ~ ticket_id ~ ")"
    ) }}
{%- endmacro %}
