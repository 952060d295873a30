{#- One end of Wilson's interval of 95% for a share: `side` is "-" for the lower and "+" for the upper
    one; null if nothing was counted. -#}
{% macro wilson_bound(part, whole, side) -%}
    {%- set z = confidence_z() -%}
    {%- set part = "cast(" ~ part ~ " as " ~ double_type() ~ ")" -%}
    {%- set whole = "nullif(" ~ whole ~ ", 0)" -%}
    cast(
        (
            {{ part }} + {{ z }} * {{ z }} / 2
            {{ side }} {{ z }} * sqrt(
                {{ part }} * ({{ whole }} - {{ part }}) / {{ whole }} + {{ z }} * {{ z }} / 4
            )
        )
        / ({{ whole }} + {{ z }} * {{ z }})
        as decimal(9, 6)
    )
{%- endmacro %}
