{#- Placements with the promise that they fall under: a new one begins when something changes that a
    policy or a target can depend on. -#}
{%- set conditions = ["priority", "workflow_id", "tier", "service", "provider_id"] -%}
with

placements as (

    select * from {{ ref("int_service_placements_made") }}

),

compared as (

    select
        *,
        coalesce(
            {%- for column in conditions %}
                {{ column }} = lag({{ column }}) over in_order
                {{ "and " if not loop.last }}
            {%- endfor %}, false
        ) as is_as_before
    from placements
    window in_order as (partition by ticket_number order by placement_number)

),

final as (

    select
        *,
        cast(
            sum(case when is_as_before then 0 else 1 end) over (
                partition by ticket_number
                order by placement_number
                rows between unbounded preceding and current row
            ) as integer
        ) as promise_number
    from compared

)

select * from final
