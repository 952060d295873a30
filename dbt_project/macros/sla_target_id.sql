{#- Readable key of a row of the targets: policy, metric, priority ('any' if empty), first day. -#}
{% macro sla_target_id(target) -%}
    concat(
        {{ target }}.policy_id, '/', {{ target }}.metric, '/',
        coalesce({{ target }}.priority, 'any'), '/', cast({{ target }}.valid_from as varchar)
    )
{%- endmacro %}
