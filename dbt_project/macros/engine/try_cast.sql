{#- A text as a value of a type; null if the text does not denote one. -#}
{% macro try_cast(text, type) -%}
    {{ return(adapter.dispatch("try_cast")(text, type)) }}
{%- endmacro %}

{% macro default__try_cast(text, type) -%}
    try_cast({{ text }} as {{ type }})
{%- endmacro %}
