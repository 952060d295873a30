{#- How the cost of a class follows the work: with the hours of the own team (labour and what of it
    is idle; overtime), with the units, or not at all. -#}
{% macro cost_behaviour(cost_class) -%}
    case
        when {{ cost_class }} in ('labour', 'idle') then 'labour'
        when {{ cost_class }} = 'overtime' then 'overtime'
        when {{ cost_class }} in ('management', 'software', 'transition') then 'fixed'
        else 'units'
    end
{%- endmacro %}
