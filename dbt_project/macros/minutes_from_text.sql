{#- Whole minutes written as `7` or `7 minutes`; null for anything else. -#}
{% macro minutes_from_text(text) -%}
    {{ try_cast(regexp_capture(text, "^ *([0-9]+)(?: *min(?:ute)?s?)? *$", 1), "bigint") }}
{%- endmacro %}
