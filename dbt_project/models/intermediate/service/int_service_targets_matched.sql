{#- The target of each case and metric. A target for exactly this priority goes before one for
    any. -#}
with

cases as (

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

first_matches as (

    select
        cases.case_number,
        numbered_targets.metric,
        min(numbered_targets.target_number) as target_number
    from cases
    inner join numbered_targets
        on
            cases.policy_id = numbered_targets.policy_id
            and coalesce(numbered_targets.priority, cases.priority) = cases.priority
            and {{ is_valid_on("cases.placed_date", "numbered_targets") }}
    group by cases.case_number, numbered_targets.metric

),

final as (

    select
        first_matches.case_number,
        first_matches.metric,
        first_matches.target_number,
        numbered_targets.sla_target_id,
        numbered_targets.target_seconds,
        numbered_targets.clock,
        numbered_targets.target_share
    from first_matches
    inner join numbered_targets
        on first_matches.target_number = numbered_targets.target_number

)

select * from final
