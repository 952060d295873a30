{#- Applications with their target and with how their clock ended, if it did. -#}
with

applications as (

    select * from {{ ref("int_service_applications") }}

),

tickets as (

    select * from {{ ref("int_service_tickets_clocked") }}

),

targets as (

    select * from {{ ref("int_service_targets_matched") }}

),

final as (

    select
        applications.ticket_number,
        applications.metric,
        applications.clock_started_at,
        applications.promise_number,
        applications.applied_at,
        applications.applied_date,
        applications.start_position,
        applications.superseded_at,
        applications.before_calendar_seconds,
        applications.before_business_seconds,
        applications.elapsed_calendar_seconds,
        applications.elapsed_business_seconds,
        case applications.metric
            {%- for metric, how in ticket_metrics().items() %}
                when '{{ metric }}' then tickets.{{ how.fulfilled }}
            {%- endfor %}
            else applications.fulfilled_at
        end as fulfilled_at,
        case
            when applications.metric = 'first_reply' then tickets.unanswered_at
            else applications.abandoned_at
        end as abandoned_at,
        case
            when applications.metric = 'first_reply' then tickets.is_reply_expected
            when applications.metric in ('first_resolution', 'full_resolution')
                then tickets.is_resolution_known
            else tickets.is_resolution_known and tickets.has_events
        end as is_applicable,
        targets.sla_target_id,
        targets.target_seconds,
        targets.clock,
        targets.target_share
    from applications
    inner join tickets
        on applications.ticket_number = tickets.ticket_number
    left join targets
        on
            applications.case_number = targets.case_number
            and applications.metric = targets.metric

)

select * from final
