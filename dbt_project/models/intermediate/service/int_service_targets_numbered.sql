{{ config(materialized="view") }}

{#- Targets in the order in which they are tried: one for exactly this priority goes before one
    for any. -#}
with

targets as (

    select * from {{ ref("sla_targets") }}

),

final as (

    select
        *,
        {{ sla_target_id("policy_id", "metric", "priority", "valid_from") }} as sla_target_id,
        {{ number_of_name("metric", sla_metrics()) }} as metric_number,
        cast(
            row_number() over (
                order by
                    case when priority is null then 2 else 1 end asc,
                    policy_id asc,
                    metric asc,
                    priority asc,
                    valid_from desc
            ) as integer
        ) as target_number
    from targets

)

select * from final
