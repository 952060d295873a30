{{ config(materialized="view") }}

{#- Applications with their target and with how their clock ended, if it did. -#}
{%- set metrics = sla_metrics() -%}
with

applications as (

    select * from {{ ref("int_service_applications") }}

),

tickets as (

    select * from {{ ref("int_service_tickets_clocked") }}

),

targets as (

    select * from {{ ref("int_service_targets_numbered") }}

),

final as (

    select
        applications.ticket_number,
        applications.metric_number,
        applications.clock_started_at,
        applications.applied_at,
        applications.applied_date,
        applications.place_key,
        applications.policy_number,
        applications.schedule_number,
        applications.target_number,
        applications.start_position,
        applications.superseded_at,
        applications.before_calendar_seconds,
        applications.before_business_seconds,
        applications.elapsed_calendar_seconds,
        applications.elapsed_business_seconds,
        case applications.metric_number
            {%- for metric, how in ticket_metrics().items() %}
                when {{ name_number(metric, metrics) }} then tickets.{{ how.fulfilled }}
            {%- endfor %}
            else applications.fulfilled_at
        end as fulfilled_at,
        case
            when applications.metric_number = {{ name_number("first_reply", metrics) }}
                then tickets.unanswered_at
            else applications.abandoned_at
        end as abandoned_at,
        case applications.metric_number
            when {{ name_number("first_reply", metrics) }} then tickets.is_reply_expected
            when {{ name_number("first_resolution", metrics) }} then tickets.is_resolution_known
            when {{ name_number("full_resolution", metrics) }} then tickets.is_resolution_known
            else tickets.is_resolution_known and tickets.has_events
        end as is_applicable,
        tickets.is_cancelled,
        targets.target_seconds,
        targets.clock
    from applications
    inner join tickets
        on applications.ticket_number = tickets.ticket_number
    left join targets
        on applications.target_number = targets.target_number

)

select * from final
