{#- The promises of each ticket: to what it then belongs, and its policy. -#}
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
        promises.place_key,
        cases.case_number,
        cases.policy_number,
        cases.schedule_number
    from promises
    inner join cases
        on
            promises.place_key = cases.place_key
            and promises.period_date = cases.period_date

)

select * from final
