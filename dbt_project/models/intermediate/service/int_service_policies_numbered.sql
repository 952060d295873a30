{{ config(materialized="view") }}

{#- Policies in the order in which they are tried, with the number of their schedule. -#}
with

policies as (

    select * from {{ ref("sla_policies") }}

),

schedules as (

    select * from {{ ref("int_calendar_schedules_numbered") }}

),

final as (

    select
        policies.*,
        schedules.schedule_number,
        cast(
            row_number() over (order by policies.rule_order, policies.policy_id) as integer
        ) as policy_number
    from policies
    left join schedules
        on policies.schedule_id = schedules.schedule_id

)

select * from final
