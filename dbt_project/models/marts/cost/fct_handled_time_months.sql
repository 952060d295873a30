with

handled as (

    select * from {{ ref("int_work_handled") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

final as (

    select
        handled.work_month,
        handled.tier,
        handled.workflow_id,
        handled.route,
        handled.provider_id,
        handled.performed_by,
        handled.performed_by = 'own_team' and handled.route <> 'in_house' as is_shadow_work,
        cast(sum(handled.handled_seconds) as bigint) as handled_seconds,
        cast(sum(handled.rework_seconds) as bigint) as rework_seconds,
        cast(sum(handled.estimated_seconds) as bigint) as estimated_seconds
    from handled
    inner join as_of
        on handled.work_month <= as_of.as_of_month
    group by
        handled.work_month, handled.tier, handled.workflow_id, handled.route, handled.provider_id,
        handled.performed_by

)

select * from final
