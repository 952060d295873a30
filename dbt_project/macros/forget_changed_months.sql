{#- Statement that clears a table of the months that this run makes anew. -#}
{% macro forget_changed_months(month) -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where {{ month }} in (select changed_month from {{ ref("int_service_months_changed") }})
    {%- endif -%}
{%- endmacro %}
