with

tickets as (

    select * from {{ ref("int_work_tickets_unioned") }}

),

ticket_events as (

    select * from {{ ref("int_work_ticket_events_unioned") }}

),

automation_events as (

    select * from {{ ref("int_work_automation_events_unioned") }}

),

work_counts as (

    select * from {{ ref("int_work_counts_unioned") }}

),

time_entries as (

    select * from {{ ref("int_work_time_entries_unioned") }}

),

company as (

    select * from {{ ref("company") }}

),

latest_per_table as (

    select max(created_at) as event_at
    from tickets
    union all
    -- A source without events still says when its tickets were answered and solved.
    select max(first_reply_at) as event_at
    from tickets
    union all
    select max(solved_at) as event_at
    from tickets
    union all
    select max(closed_at) as event_at
    from tickets
    union all
    select max(event_at) as event_at
    from ticket_events
    union all
    select max(event_at) as event_at
    from automation_events
    union all
    select max(cast(work_date as timestamp)) as event_at
    from work_counts
    union all
    select max(cast(work_date as timestamp)) as event_at
    from time_entries

),

latest as (

    select max(event_at) as event_at
    from latest_per_table

),

final as (

    select
        {% if var("as_of") -%}
            cast('{{ var("as_of") }}' as timestamp) as as_of_at,
        {%- else -%}
            latest.event_at as as_of_at,
        {%- endif %}
        {% if var("as_of") -%}
            {{ month_start(home_date("cast('" ~ var("as_of") ~ "' as timestamp)", "company.time_zone")) }}
                as as_of_month
        {%- else -%}
            {{ month_start(home_date("latest.event_at", "company.time_zone")) }} as as_of_month
        {%- endif %}
    from latest
    cross join company

)

select * from final
