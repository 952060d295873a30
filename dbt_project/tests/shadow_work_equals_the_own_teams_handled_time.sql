-- If this fails, the shadow work that quality shows is not the time that cost is spread by: a
-- vendor looks better, or worse, than what its tickets cost the own team.
with

shadow_work as (

    select * from {{ ref("int_quality_shadow_work") }}

),

handled as (

    select * from {{ ref("int_work_handled") }}
    where
        performed_by = 'own_team'
        and {{ performer_of_route("route") }} = 'provider'

),

by_quality as (

    select
        quality_month,
        tier,
        workflow_id,
        route,
        provider_id,
        sum(shadow_work_seconds) as shadow_work_seconds
    from shadow_work
    group by quality_month, tier, workflow_id, route, provider_id

),

by_handled as (

    select
        work_month,
        tier,
        workflow_id,
        route,
        provider_id,
        sum(handled_seconds) as handled_seconds
    from handled
    group by work_month, tier, workflow_id, route, provider_id

)

select
    coalesce(by_quality.quality_month, by_handled.work_month) as work_month,
    coalesce(by_quality.provider_id, by_handled.provider_id) as provider_id,
    by_quality.shadow_work_seconds,
    by_handled.handled_seconds
from by_quality
full outer join by_handled
    on
        by_quality.quality_month = by_handled.work_month
        and by_quality.tier = by_handled.tier
        and by_quality.workflow_id = by_handled.workflow_id
        and by_quality.route = by_handled.route
        and by_quality.provider_id = by_handled.provider_id
where coalesce(by_quality.shadow_work_seconds, 0) <> coalesce(by_handled.handled_seconds, 0)
