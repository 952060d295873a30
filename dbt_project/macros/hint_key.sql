{#- One text for several columns, without regard to case, so that equal hints are matched once. -#}
{% macro hint_key(columns) -%}
    concat_ws(
        '|'
        {%- for column in columns %},
        coalesce(lower(cast({{ column }} as varchar)), '')
        {%- endfor %}
    )
{%- endmacro %}
