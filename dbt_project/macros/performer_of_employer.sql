{#- Whose people an agent belongs to; an agent without an employer is on no roster row. -#}
{% macro performer_of_employer(employer) -%}
    case
        when {{ employer }} = 'internal' then 'own_team'
        when {{ employer }} is not null then 'provider'
        else 'unassigned'
    end
{%- endmacro %}
