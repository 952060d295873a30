{#- How each ticket stood when it was last timed: what the next run compares with. It comes last, so
    that a run that breaks off before is done again. -#}
{{ config(
    materialized="incremental",
    incremental_strategy="append",
    on_schema_change="sync_all_columns",
    pre_hook=before_begin("{{ forget_changed_tickets() }}"),
    post_hook="delete from {{ ref('int_service_months_changed') }}"
) }}

-- depends_on: {{ ref("int_service_tickets_changed") }}
-- depends_on: {{ ref("int_service_intervals") }}
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

clocks as (

    select * from {{ ref("int_service_clocks") }}

),

durations as (

    select
        changed.ticket_number,
        {%- for metric in ticket_metrics() %}
            {%- for time in ["calendar", "business"] %}
                max(case when clocks.metric = '{{ metric }}' then clocks.fulfilled_{{ time }}_seconds end)
                    as {{ metric }}_{{ time }}_seconds{{ "," if not loop.last }}
            {%- endfor %}{{ "," if not loop.last }}
        {%- endfor %}
    from changed
    inner join clocks
        on
            changed.source_system = clocks.source_system
            and changed.ticket_id = clocks.ticket_id
    group by changed.ticket_number

),

final as (

    select
        changed.source_system,
        changed.ticket_id,
        changed.ticket_mark,
        changed.settings_mark,
        coalesce(tickets.is_live, true) as is_live,
        promises.policy_id,
        promises.schedule_id,
        {%- for metric in ticket_metrics() %}
            durations.{{ metric }}_calendar_seconds,
            durations.{{ metric }}_business_seconds{{ "," if not loop.last }}
        {%- endfor %}
    from changed
    left join tickets
        on changed.ticket_number = tickets.ticket_number
    left join promises
        on changed.ticket_number = promises.ticket_number
    left join durations
        on changed.ticket_number = durations.ticket_number

)

select * from final
