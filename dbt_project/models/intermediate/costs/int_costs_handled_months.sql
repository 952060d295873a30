{#- Handled time of the own team per month and cell of work. -#}
with

handled as (

    select * from {{ ref("int_work_handled") }}
    where performed_by = 'own_team'

),

final as (

    select
        work_month as cost_month,
        tier,
        workflow_id,
        route,
        provider_id,
        cast(sum(handled_seconds) as bigint) as handled_seconds,
        cast(sum(sum(handled_seconds)) over (partition by work_month) as bigint)
            as month_handled_seconds
    from handled
    group by work_month, tier, workflow_id, route, provider_id

)

select * from final
