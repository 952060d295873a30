{#- The IANA name of a time zone that may be written as a helpdesk or Windows writes it; any other
    name stays as it is. -#}
{% macro iana_time_zone(zone_name) -%}
    case {{ zone_name }}
        {%- for written, iana in time_zone_names().items() %}
        when '{{ written | replace("'", "''") }}' then '{{ iana }}'
        {%- endfor %}
        else {{ zone_name }}
    end
{%- endmacro %}
