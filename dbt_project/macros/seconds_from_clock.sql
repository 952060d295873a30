{#- Seconds of a duration written HH:MM:SS, beyond 24 hours too; null for anything else. -#}
{% macro seconds_from_clock(text) -%}
    {%- set pattern = "^ *([0-9]{1,6}):([0-5][0-9]):([0-5][0-9]) *$" -%}
    (
        3600 * cast({{ regexp_capture(text, pattern, 1) }} as bigint)
        + 60 * cast({{ regexp_capture(text, pattern, 2) }} as bigint)
        + cast({{ regexp_capture(text, pattern, 3) }} as bigint)
    )
{%- endmacro %}
