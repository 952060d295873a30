{#- Wall-clock timestamp of a text in the given strptime pattern; null for anything else. -#}
{% macro timestamp_from_pattern(text, pattern) -%}
    {{ return(adapter.dispatch("timestamp_from_pattern")(text, pattern)) }}
{%- endmacro %}

{#- Spark writes patterns in letters of its own. -#}
{% macro default__timestamp_from_pattern(text, pattern) -%}
    {%- set letters = {
        "%Y": "yyyy", "%y": "yy", "%m": "M", "%b": "MMM", "%d": "d",
        "%H": "H", "%I": "h", "%M": "mm", "%S": "ss", "%p": "a",
    } -%}
    {%- set written = namespace(pattern=pattern) -%}
    {%- for sign, letter in letters.items() -%}
        {%- set written.pattern = written.pattern.replace(sign, letter) -%}
    {%- endfor -%}
    try_to_timestamp({{ text }}, '{{ written.pattern }}')
{%- endmacro %}
{% macro duckdb__timestamp_from_pattern(text, pattern) -%}
    try_strptime({{ text }}, '{{ pattern }}')
{%- endmacro %}
