{{ config(materialized="view") }}

{#- Each target as it was applied to a clock: from when, what the clock read then, and what it
    read when it stopped, or when another target took over. Promises that change nothing for a
    metric are one application. -#}
{%- set clock = "ticket_number, metric_number, clock_started_at" -%}
{%- set earlier = "partition by " ~ clock ~ " order by promise_number"
    ~ " rows between unbounded preceding and 1 preceding" -%}
{%- set all = "partition by " ~ clock ~ " order by promise_number"
    ~ " rows between unbounded preceding and unbounded following" -%}
with

parts as (

    select * from {{ ref("int_service_clock_parts") }}

),

compared as (

    select
        *,
        coalesce(
            coalesce(policy_number, 0) = lag(coalesce(policy_number, 0)) over in_order
            and coalesce(target_number, 0) = lag(coalesce(target_number, 0)) over in_order,
            false
        ) as is_as_before,
        coalesce(cast(sum(calendar_seconds) over ({{ earlier }}) as bigint), 0)
            as before_calendar_seconds,
        case
            when count(business_seconds) over ({{ earlier }}) = count(*) over ({{ earlier }})
                then coalesce(cast(sum(business_seconds) over ({{ earlier }}) as bigint), 0)
        end as before_business_seconds,
        cast(sum(calendar_seconds) over ({{ all }}) as bigint) as all_calendar_seconds,
        case
            when count(business_seconds) over ({{ all }}) = count(*) over ({{ all }})
                then cast(sum(business_seconds) over ({{ all }}) as bigint)
        end as all_business_seconds
    from parts
    where not is_whole
    window in_order as (partition by {{ clock }} order by promise_number)

),

followed as (

    select
        *,
        lead(applied_at) over in_order as superseded_at,
        lead(before_calendar_seconds) over in_order as next_calendar_seconds,
        lead(before_business_seconds) over in_order as next_business_seconds
    from compared
    where not is_as_before
    window in_order as (partition by {{ clock }} order by promise_number)

),

ended as (

    select
        *,
        case when superseded_at is null then all_calendar_seconds else next_calendar_seconds end
            as elapsed_calendar_seconds,
        case when superseded_at is null then all_business_seconds else next_business_seconds end
            as elapsed_business_seconds
    from followed

),

final as (

    select
        {{ clock }},
        place_key,
        policy_number,
        schedule_number,
        target_number,
        applied_at,
        applied_date,
        start_position,
        cast(null as timestamp) as superseded_at,
        cast(0 as bigint) as before_calendar_seconds,
        cast(0 as bigint) as before_business_seconds,
        calendar_seconds as elapsed_calendar_seconds,
        business_seconds as elapsed_business_seconds,
        fulfilled_at,
        abandoned_at
    from parts
    where is_whole
    union all
    select
        {{ clock }},
        place_key,
        policy_number,
        schedule_number,
        target_number,
        applied_at,
        applied_date,
        start_position,
        superseded_at,
        before_calendar_seconds,
        case when elapsed_business_seconds is not null then before_business_seconds end
            as before_business_seconds,
        elapsed_calendar_seconds,
        elapsed_business_seconds,
        fulfilled_at,
        abandoned_at
    from ended

)

select * from final
