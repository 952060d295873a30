{#- The target of each case and metric, if there is one. -#}
with

cases as (

    select * from {{ ref("int_service_policies_matched") }}

),

targets as (

    select * from {{ ref("int_service_targets_numbered") }}

),

final as (

    select
        cases.case_number,
        targets.metric_number,
        min(targets.target_number) as target_number
    from cases
    inner join targets
        on
            cases.policy_id = targets.policy_id
            and coalesce(targets.priority, cases.priority) = cases.priority
            and {{ is_valid_on("cases.period_date", "targets") }}
    group by cases.case_number, targets.metric_number

)

select * from final
