with

handled as (

    select * from {{ ref("int_work_handled") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

privacy as (

    select * from {{ ref("int_privacy_home") }}

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
        case
            when not (privacy.is_handled_time_withheld and handled.performed_by = 'own_team')
                then cast(sum(handled.handled_seconds) as bigint)
        end as handled_seconds,
        case
            when not (privacy.is_handled_time_withheld and handled.performed_by = 'own_team')
                then cast(sum(handled.rework_seconds) as bigint)
        end as rework_seconds,
        case
            when not (privacy.is_handled_time_withheld and handled.performed_by = 'own_team')
                then cast(sum(handled.estimated_seconds) as bigint)
        end as estimated_seconds
    from handled
    inner join as_of
        on handled.work_month <= as_of.as_of_month
    cross join privacy
    group by
        handled.work_month, handled.tier, handled.workflow_id, handled.route, handled.provider_id,
        handled.performed_by, privacy.is_handled_time_withheld

)

select * from final
