{#- UTC timestamp of a local time that an export writes without a zone: in which order the parts
    stand and which zone they are read in is stated by the source, never guessed. Null for anything
    else, a year of two digits where the pattern wants four included. -#}
{% macro utc_from_wall_clock(text, pattern, zone) -%}
    {%- set zone = time_zone_names().get(zone, zone) -%}
    {%- set local_at = timestamp_from_pattern("trim(" ~ text ~ ")", pattern) -%}
    case
        when {{ local_at }} >= timestamp '1970-01-02 00:00:00'
            then {{ utc_from_local(local_at, "'" ~ zone ~ "'") }}
    end
{%- endmacro %}
