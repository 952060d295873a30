{#- The promises of each ticket: from when each holds, to what it belongs, and its policy. -#}
with

promises as (

    select * from {{ ref("int_service_promises_numbered") }}
    where not is_as_before

),

cases as (

    select * from {{ ref("int_service_policies_matched") }}

),

final as (

    select
        promises.ticket_number,
        promises.promise_number,
        promises.placed_at as promised_at,
        promises.priority,
        promises.workflow_id,
        promises.tier,
        promises.service,
        promises.provider_id,
        promises.route,
        cases.case_number,
        cases.policy_id,
        cases.schedule_id,
        cases.schedule_number
    from promises
    inner join cases
        on
            promises.placed_date = cases.placed_date
            and promises.channel = cases.channel
            and promises.priority = cases.priority
            and promises.tier = cases.tier
            and promises.service = cases.service
            and promises.provider_id = cases.provider_id
            and promises.workflow_id = cases.workflow_id

)

select * from final
