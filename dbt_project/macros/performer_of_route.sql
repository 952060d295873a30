{#- Whose people spent the time of an item that does not say whose it is: those of its route. -#}
{% macro performer_of_route(route) -%}
    case
        when {{ route }} = 'in_house' then 'own_team'
        when {{ route }} = 'unassigned' then 'unassigned'
        else 'provider'
    end
{%- endmacro %}
