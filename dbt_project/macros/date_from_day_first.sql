{#- A date written DD/MM/YYYY, with or without leading zeros; null for anything else. -#}
{% macro date_from_day_first(text) -%}
    {%- set pattern = "^ *([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}) *$" -%}
    {{ try_cast(
        regexp_capture(text, pattern, 3)
        ~ " || '-' || lpad(" ~ regexp_capture(text, pattern, 2)
        ~ ", 2, '0') || '-' || lpad(" ~ regexp_capture(text, pattern, 1) ~ ", 2, '0')",
        "date"
    ) }}
{%- endmacro %}
