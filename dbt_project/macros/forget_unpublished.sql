{#- Statement that clears a table which remembers releases of what no release stated: the rows of
    builds that were not published. A table that is being made holds none. -#}
{% macro forget_unpublished() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where release_number not in (select release_number from {{ ref("stg_raw__releases") }})
    {%- endif -%}
{%- endmacro %}
