{#- Placements with the promise that they fall under: a new one begins when something changes that a
    policy or a target can depend on. -#}
{%- set conditions = ["priority", "workflow_id", "tier", "service", "provider_id"] -%}
with

placements as (

    select * from {{ ref("int_service_placements_made") }}

),

marked as (

    select
        *,
        {{ hash_number(conditions) }} as conditions_mark
    from placements

),

compared as (

    select
        *,
        coalesce(
            conditions_mark = lag(conditions_mark) over (
                partition by ticket_number order by placement_number
            ), false
        ) as is_as_before
    from marked

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
