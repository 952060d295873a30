with

targets as (

    select * from {{ ref("sla_targets") }}

),

final as (

    select
        {{ sla_target_id("policy_id", "metric", "priority", "valid_from") }} as sla_target_id,
        policy_id,
        metric,
        priority,
        clock,
        target_seconds,
        target_share,
        valid_from as valid_from_date,
        valid_to as valid_to_date
    from targets

)

select * from final
