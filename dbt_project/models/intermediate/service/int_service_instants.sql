{{ config(materialized="view") }}

{#- Every instant at which something happened to a ticket, once: what its status, priority, group and
    assignee became by the end of that second, and who wrote. Where events do not say when a ticket was
    answered or solved, it is the instant that its export states. -#}
{%- set fields = ["priority", "group", "assignee"] -%}
with

tickets as (

    select * from {{ ref("int_service_tickets_clocked") }}

),

events as (

    select * from {{ ref("int_work_ticket_events") }}

),

moments as (

    select
        ticket_number,
        created_at as happened_at,
        -1 as moment_position,
        case when has_events then 'new' else 'open' end as status,
        cast(null as varchar) as field,
        cast(null as varchar) as from_value,
        cast(null as varchar) as to_value,
        false as is_reply,
        false as is_message
    from tickets
    {%- for at, status in [
        ("first_reply_at", none), ("first_solved_at", none), ("solved_at", "solved"),
    ] %}
    union all
    -- Said by the export itself, where events do not.
    select
        ticket_number,
        {{ at }} as happened_at,
        0 as moment_position,
        {{ "'" ~ status ~ "'" if status else "cast(null as varchar)" }} as status,
        cast(null as varchar) as field,
        cast(null as varchar) as from_value,
        cast(null as varchar) as to_value,
        false as is_reply,
        false as is_message
    from tickets
    where
        has_stated_times
        and {{ at }} is not null
    {%- endfor %}
    union all
    select
        tickets.ticket_number,
        greatest(tickets.created_at, events.event_at) as happened_at,
        events.event_seq as moment_position,
        case
            when events.event_type in ('created', 'status', 'solved', 'reopened', 'closed', 'deleted')
                then
                    coalesce(
                        events.to_value,
                        case events.event_type
                            when 'created' then 'new'
                            when 'reopened' then 'open'
                            when 'status' then 'open'
                            else events.event_type
                        end
                    )
            when events.event_type = 'merged' then 'closed'
        end as status,
        case
            when events.event_type = 'assigned' then 'assignee'
            when events.event_type in ('priority', 'group') then events.event_type
        end as field,
        events.from_value,
        events.to_value,
        events.event_type = 'public_reply' and events.actor_kind in ('agent', 'vendor') as is_reply,
        events.event_type = 'customer_reply' as is_message
    from tickets
    inner join events
        on
            tickets.source_system = events.source_system
            and tickets.ticket_id = events.ticket_id
    where events.event_type not in ('private_note', 'sla_apply')

),

final as (

    select
        ticket_number,
        happened_at,
        {{ latest_known("status", "moment_position") }} as status,
        {%- for field in fields %}
            {{ latest_known(
                "case when field = '" ~ field ~ "' then to_value end", "moment_position"
            ) }} as {{ field }}_value,
            {{ earliest_known(
                "case when field = '" ~ field ~ "' then coalesce(from_value, to_value) end",
                "moment_position"
            ) }} as {{ field }}_value_before,
        {%- endfor %}
        max(case when field is not null then 1 else 0 end) as placement_change,
        max(case when is_reply then 1 else 0 end) as reply_change,
        coalesce(
            max(case when is_message then moment_position end)
            > coalesce(max(case when is_reply then moment_position end), -1), false
        ) as is_message
    from moments
    group by ticket_number, happened_at

)

select * from final
