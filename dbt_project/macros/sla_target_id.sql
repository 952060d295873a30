{#- Readable key of a target: policy, metric, priority ('any' if empty) and first day. -#}
{% macro sla_target_id(policy_id, metric, priority, valid_from) -%}
    concat(
        {{ policy_id }}, '/', {{ metric }}, '/', coalesce({{ priority }}, 'any'), '/',
        cast({{ valid_from }} as varchar)
    )
{%- endmacro %}
