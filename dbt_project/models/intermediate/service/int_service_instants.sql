{{ config(materialized="view") }}

{#- Every instant at which something happened to a ticket, once: what its status became by the end
    of that second, whether it was placed anew, and who wrote. Where events do not say when a
    ticket was answered or solved, it is the instant that its export states. -#}
{%- set statuses = ticket_statuses() -%}
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
        case
            when has_events then {{ name_number("new", statuses) }}
            else {{ name_number("open", statuses) }}
        end as status_number,
        0 as placement_change,
        false as is_reply,
        false as is_message
    from tickets
    {%- for at, status in [
        ("first_reply_at", "null"),
        ("first_solved_at", "null"),
        ("solved_at", name_number("solved", statuses)),
    ] %}
        union all
        -- Said by the export itself, where events do not.
        select
            ticket_number,
            {{ at }} as happened_at,
            0 as moment_position,
            {{ status }} as status_number,
            0 as placement_change,
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
            when
                events.event_type in (
                    'created', 'status', 'solved', 'reopened', 'closed', 'deleted'
                )
                then
                    coalesce(
                        {{ number_of_name("events.to_value", statuses) }},
                        case events.event_type
                            when 'created' then {{ name_number("new", statuses) }}
                            when 'reopened' then {{ name_number("open", statuses) }}
                            when 'status' then {{ name_number("open", statuses) }}
                            else {{ number_of_name("events.event_type", statuses) }}
                        end
                    )
            when events.event_type = 'merged' then {{ name_number("closed", statuses) }}
        end as status_number,
        case when events.event_type in ('priority', 'group', 'assigned') then 1 else 0 end
            as placement_change,
        events.event_type = 'public_reply' and events.actor_kind in ('agent', 'vendor') as is_reply,
        events.event_type = 'customer_reply' as is_message
    from tickets
    inner join events
        on
            tickets.source_system = events.source_system
            and tickets.ticket_id = events.ticket_id
    where events.event_type not in ('private_note', 'sla_apply')

),

-- The last of a second in one number: largest numbers are found faster than rows.
numbered as (

    select
        ticket_number,
        happened_at,
        max(
            case when status_number is not null then (moment_position + 1) * 10 + status_number end
        ) as last_status,
        max(placement_change) as placement_change,
        max(case when is_reply then moment_position end) as last_reply,
        max(case when is_message then moment_position end) as last_message
    from moments
    group by ticket_number, happened_at

),

final as (

    select
        ticket_number,
        happened_at,
        cast(last_status % 10 as integer) as status_number,
        placement_change,
        case when last_reply is not null then 1 else 0 end as reply_change,
        coalesce(last_message > coalesce(last_reply, -1), false) as is_message
    from numbered

)

select * from final
