{#- `true` or `false`; blank is false, anything else null. -#}
{% macro boolean_from_text(text) -%}
    case coalesce(lower(trim({{ text }})), '')
        when 'true' then true
        when 'false' then false
        when '' then false
    end
{%- endmacro %}
