with

policies as (

    select * from {{ ref("sla_policies") }}

),

final as (

    select
        policy_id,
        cast(rule_order as bigint) as rule_order,
        channel,
        priority,
        tier,
        service,
        provider_id,
        workflow_id,
        schedule_id,
        valid_from as valid_from_date,
        valid_to as valid_to_date
    from policies

)

select * from final
