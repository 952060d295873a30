-- If this fails, the definitions promise something that can never be measured: business time
-- without a schedule, no time at all, or a share outside 0 to 1.
with

targets as (

    select * from {{ ref("sla_targets") }}

),

policies as (

    select * from {{ ref("sla_policies") }}

),

schedules as (

    select * from {{ ref("int_calendar_schedules_numbered") }}

)

select
    targets.policy_id,
    targets.metric,
    targets.priority,
    targets.target_seconds,
    targets.clock,
    policies.schedule_id
from targets
left join policies
    on targets.policy_id = policies.policy_id
left join schedules
    on policies.schedule_id = schedules.schedule_id
where
    (targets.clock = 'business' and schedules.schedule_id is null)
    or targets.target_seconds <= 0
    or targets.target_share not between 0 and 1
