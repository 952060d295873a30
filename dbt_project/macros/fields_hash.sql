{#- One hash for several text columns: the identity of a row that carries no id. -#}
{% macro fields_hash(columns) -%}
    {%- set fields = [] -%}
    {%- for column in columns -%}
        {%- do fields.append("coalesce(trim(" ~ column ~ "), '')") -%}
    {%- endfor -%}
    {{ hash_text(fields | join(" || '|' || ")) }}
{%- endmacro %}
