{#- Hash of a text together with the home's secret salt: equal texts are equal, the text itself
    cannot be guessed from it. -#}
{% macro salted_hash(salt, text) -%}
    {{ hash_text(salt ~ " || ':' || " ~ text) }}
{%- endmacro %}
