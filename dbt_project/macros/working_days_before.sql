{#- Number of Mondays to Fridays from Monday 1970-01-05 up to, and without, a date. -#}
{% macro working_days_before(day) -%}
    {%- set days = days_between("date '1970-01-05'", day) -%}
    (
        cast({{ integer_divide(days, 7) }} as bigint) * 5
        + case when {{ days }} % 7 > 5 then 5 else {{ days }} % 7 end
    )
{%- endmacro %}
