{#- The bar of the savings bridge in which a class of cost on a route stands. -#}
{% macro bridge_bar(cost_class, route) -%}
    case
        when {{ cost_class }} = 'overtime' then 'overtime_and_coverage'
        when {{ cost_class }} = 'idle' then 'idle_left_behind'
        when {{ cost_class }} = 'transition' then 'transition_one_off'
        when {{ route }} = 'onshore' then 'shift_to_onshore'
        when {{ route }} = 'offshore' then 'shift_to_offshore'
        when {{ route }} = 'automation' then 'automation'
        else 'in_house_rate'
    end
{%- endmacro %}
