with

targets as (

    select * from {{ ref("sla_targets") }}

),

final as (

    select
        {{ sla_target_id("targets") }} as sla_target_id,
        policy_id,
        metric,
        priority,
        clock,
        target_seconds,
        target_share,
        valid_from,
        valid_to
    from targets

)

select * from final
