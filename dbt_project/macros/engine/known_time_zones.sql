{#- A query that yields the `zone_name` of every time zone that the engine knows by an IANA name. -#}
{% macro known_time_zones() -%}
    {{ return(adapter.dispatch("known_time_zones")()) }}
{%- endmacro %}

{#- Abbreviations such as BST mean another place in every country; a few are IANA names. -#}
{% macro duckdb__known_time_zones() -%}
    select name as zone_name
    from pg_timezone_names()
    where
        length(name) > 3
        or name in (
            'CET', 'EET', 'EST', 'GMT', 'HST', 'MET', 'MST', 'PRC', 'ROC', 'ROK', 'UCT', 'UTC', 'WET'
        )
{%- endmacro %}
