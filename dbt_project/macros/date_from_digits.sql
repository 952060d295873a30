{#- A date written YYYYMMDD; null for anything else. -#}
{% macro date_from_digits(text) -%}
    {%- set pattern = "^ *([0-9]{4})([0-9]{2})([0-9]{2}) *$" -%}
    {{ try_cast(
        regexp_capture(text, pattern, 1) ~ " || '-' || " ~ regexp_capture(text, pattern, 2)
        ~ " || '-' || " ~ regexp_capture(text, pattern, 3),
        "date"
    ) }}
{%- endmacro %}
