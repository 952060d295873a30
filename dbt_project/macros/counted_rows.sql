{#- A number of rows in words, such as "1 row new" or "2 rows new"; null for none. -#}
{% macro counted_rows(row_count, what) -%}
    case
        when {{ row_count }} = 1 then '1 row {{ what }}'
        when {{ row_count }} > 1 then concat(cast({{ row_count }} as varchar), ' rows {{ what }}')
    end
{%- endmacro %}
