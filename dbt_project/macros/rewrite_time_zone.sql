{#- Statement that gives the time zones of a definition their IANA names once it has been read, so
    that whatever reads the definition finds a name that the engine knows. -#}
{% macro rewrite_time_zone(definition) -%}
    update {{ definition }}
    set time_zone = {{ iana_time_zone("time_zone") }}
{%- endmacro %}
