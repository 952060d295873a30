{#- Seconds of a duration in hours, written as `26:40:00` (beyond a day too), `26:40`, `3h 20m` or
    decimal hours; blank is null, and so is anything else. -#}
{% macro seconds_from_hours(text) -%}
    {%- set clock = "^ *([0-9]+):([0-5][0-9])(?::([0-5][0-9]))? *$" -%}
    {%- set letters = "^ *(?:([0-9]+)h)? *(?:([0-5]?[0-9])m)? *$" -%}
    case
        when {{ matches_fully("trim(" ~ text ~ ")", "[0-9]+:[0-5][0-9](?::[0-5][0-9])?") }}
            then
                3600 * {{ try_cast(regexp_capture(text, clock, 1), "bigint") }}
                + 60 * {{ try_cast(regexp_capture(text, clock, 2), "bigint") }}
                + coalesce({{ try_cast(regexp_capture(text, clock, 3), "bigint") }}, 0)
        when {{ matches_fully("trim(" ~ text ~ ")", "[0-9]+h(?: *[0-5]?[0-9]m)?|[0-5]?[0-9]m") }}
            then
                3600 * coalesce({{ try_cast(regexp_capture(text, letters, 1), "bigint") }}, 0)
                + 60 * coalesce({{ try_cast(regexp_capture(text, letters, 2), "bigint") }}, 0)
        when {{ matches_fully("trim(" ~ text ~ ")", "[0-9]+(?:[.][0-9]+)?") }}
            then cast(round({{ try_cast("trim(" ~ text ~ ")", "decimal(18, 6)") }} * 3600) as bigint)
    end
{%- endmacro %}
