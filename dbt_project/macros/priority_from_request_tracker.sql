{#- Priority of the contract for one of Request Tracker: its words, or the numbers that stand for them
    (0 low, 50 medium, 100 high); a number between two is the lower. None is normal. -#}
{% macro priority_from_request_tracker(priority) -%}
    {%- set number = integer_from_text(priority) -%}
    case
        when {{ number }} >= 100 or lower({{ priority }}) = 'high' then 'high'
        when {{ number }} < 50 or lower({{ priority }}) = 'low' then 'low'
        when {{ number }} >= 50 or lower({{ priority }}) = 'medium' then 'normal'
        else coalesce(lower({{ priority }}), 'normal')
    end
{%- endmacro %}
