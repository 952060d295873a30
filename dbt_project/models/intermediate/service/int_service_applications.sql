{{ config(materialized="view") }}

{#- Each target as it was applied to a clock: from when, what the clock read then, and what it
    read when it stopped, or when another target took over. Promises that change nothing for a
    metric are one application. -#}
{%- set clock = "ticket_number, metric, clock_started_at" -%}
with

parts as (

    select * from {{ ref("int_service_clock_parts") }}

),

compared as (

    select
        *,
        coalesce(
            coalesce(policy_id, '') = lag(coalesce(policy_id, '')) over in_order
            and coalesce(target_number, 0) = lag(coalesce(target_number, 0)) over in_order
            and coalesce(schedule_number, 0) = lag(coalesce(schedule_number, 0)) over in_order,
            false
        ) as is_as_before
    from parts
    where not is_whole
    window in_order as (partition by {{ clock }} order by promise_number)

),

numbered as (

    select
        *,
        cast(
            sum(case when is_as_before then 0 else 1 end) over (
                partition by {{ clock }}
                order by promise_number
                rows between unbounded preceding and current row
            ) as integer
        ) as application_number
    from compared

),

joined as (

    select
        {{ clock }},
        application_number,
        min(promise_number) as promise_number,
        min(applied_at) as applied_at,
        min(applied_date) as applied_date,
        {{ earliest_known("start_position", "promise_number") }} as start_position,
        cast(sum(calendar_seconds) as bigint) as calendar_seconds,
        case when count(business_seconds) = count(*) then cast(sum(business_seconds) as bigint) end
            as business_seconds,
        max(fulfilled_at) as fulfilled_at,
        max(abandoned_at) as abandoned_at,
        {{ earliest_known("case_number", "promise_number") }} as case_number
    from numbered
    group by {{ clock }}, application_number

),

accumulated as (

    select
        *,
        lead(applied_at) over in_order as superseded_at,
        sum(calendar_seconds) over up_to_here as elapsed_calendar_seconds,
        case
            when count(business_seconds) over up_to_here = application_number
                then sum(business_seconds) over up_to_here
        end as elapsed_business_seconds
    from joined
    window
        in_order as (partition by {{ clock }} order by application_number),
        up_to_here as (
            partition by {{ clock }}
            order by application_number
            rows between unbounded preceding and current row
        )

),

final as (

    select
        {{ clock }},
        promise_number,
        case_number,
        applied_at,
        applied_date,
        start_position,
        cast(null as timestamp) as superseded_at,
        cast(0 as bigint) as before_calendar_seconds,
        cast(0 as bigint) as before_business_seconds,
        cast(calendar_seconds as bigint) as elapsed_calendar_seconds,
        cast(business_seconds as bigint) as elapsed_business_seconds,
        fulfilled_at,
        abandoned_at
    from parts
    where is_whole
    union all
    select
        {{ clock }},
        promise_number,
        case_number,
        applied_at,
        applied_date,
        start_position,
        superseded_at,
        cast(elapsed_calendar_seconds - calendar_seconds as bigint) as before_calendar_seconds,
        cast(elapsed_business_seconds - business_seconds as bigint) as before_business_seconds,
        cast(elapsed_calendar_seconds as bigint) as elapsed_calendar_seconds,
        cast(elapsed_business_seconds as bigint) as elapsed_business_seconds,
        fulfilled_at,
        abandoned_at
    from accumulated

)

select * from final
