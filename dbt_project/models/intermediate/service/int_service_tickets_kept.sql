{#- How each ticket stood when it was last timed: what the next run compares with. It comes
    last, so that a run that breaks off before is done again. -#}
{{ config(
    materialized="incremental",
    incremental_strategy="append",
    on_schema_change="sync_all_columns",
    pre_hook=before_begin("{{ forget_changed_tickets() }}"),
    post_hook="delete from {{ ref('int_service_months_changed') }}"
) }}

-- depends_on: {{ ref("int_service_tickets_changed") }}
-- depends_on: {{ ref("int_service_intervals_kept") }}
-- depends_on: {{ ref("int_service_months_changed") }}
-- depends_on: {{ ref("int_service_months_counted") }}
-- depends_on: {{ ref("int_service_backlog_moves") }}
with

changed as (

    select * from {{ ref("int_service_tickets_changed") }}
    where not is_gone

),

tickets as (

    select * from {{ ref("int_service_tickets_clocked") }}

),

promises as (

    select * from {{ ref("int_service_promises") }}
    where promise_number = 1

),

policies as (

    select * from {{ ref("int_service_policies_numbered") }}

),

clocks as (

    select * from {{ ref("int_service_clocks_kept") }}
    where is_fulfilled

),

durations as (

    select
        {%- for metric in ticket_metrics() %}
            {%- for time in ["calendar", "business"] %}
                max(
                    case
                        when clocks.metric_number = {{ name_number(metric, sla_metrics()) }}
                            then clocks.elapsed_{{ time }}_seconds
                    end
                ) as {{ metric }}_{{ time }}_seconds,
            {%- endfor %}
        {%- endfor %}
        changed.ticket_number
    from changed
    inner join clocks
        on changed.ticket_number = clocks.ticket_number
    group by changed.ticket_number

),

final as (

    select
        changed.source_system,
        changed.ticket_id,
        changed.ticket_number,
        changed.ticket_mark,
        changed.settings_mark,
        coalesce(tickets.is_live, true) as is_live,
        tickets.created_month,
        tickets.is_automated,
        tickets.has_events,
        {%- for metric in ticket_metrics() %}
            durations.{{ metric }}_calendar_seconds,
            durations.{{ metric }}_business_seconds,
        {%- endfor %}
        policies.policy_id,
        policies.schedule_id
    from changed
    left join tickets
        on changed.ticket_number = tickets.ticket_number
    left join promises
        on changed.ticket_number = promises.ticket_number
    left join policies
        on promises.policy_number = policies.policy_number
    left join durations
        on changed.ticket_number = durations.ticket_number

)

select * from final
