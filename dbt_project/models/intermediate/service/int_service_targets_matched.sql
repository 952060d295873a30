{#- The target of each policy and metric for tickets of a priority that are created on a day. A
    target for exactly this priority goes before one for any. -#}
with

policies_matched as (

    select * from {{ ref("int_service_policies_matched") }}

),

targets as (

    select * from {{ ref("sla_targets") }}

),

numbered_targets as (

    select
        *,
        {{ sla_target_id("policy_id", "metric", "priority", "valid_from") }} as sla_target_id,
        row_number() over (
            order by
                case when priority is null then 2 else 1 end asc,
                policy_id asc,
                metric asc,
                priority asc,
                valid_from desc
        ) as target_number
    from targets

),

cases as (

    select
        policy_id,
        priority,
        created_date
    from policies_matched
    where policy_id is not null
    group by policy_id, priority, created_date

),

first_matches as (

    select
        cases.policy_id,
        cases.priority,
        cases.created_date,
        numbered_targets.metric,
        min(numbered_targets.target_number) as target_number
    from cases
    inner join numbered_targets
        on
            cases.policy_id = numbered_targets.policy_id
            and coalesce(numbered_targets.priority, cases.priority) = cases.priority
            and {{ is_valid_on("cases.created_date", "numbered_targets") }}
    group by cases.policy_id, cases.priority, cases.created_date, numbered_targets.metric

),

final as (

    select
        first_matches.policy_id,
        first_matches.priority,
        first_matches.created_date,
        first_matches.metric,
        numbered_targets.sla_target_id,
        numbered_targets.target_seconds,
        numbered_targets.clock,
        numbered_targets.target_share
    from first_matches
    inner join numbered_targets
        on first_matches.target_number = numbered_targets.target_number

)

select * from final
