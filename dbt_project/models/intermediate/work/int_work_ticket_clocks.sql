{#- What the events say of each ticket; without events it is what the export itself says. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets_unioned") }}

),

events as (

    select * from {{ ref("int_work_ticket_events") }}

),

ticket_events as (

    select
        source_system,
        ticket_id,
        min(
            case
                when event_type = 'public_reply' and actor_kind in ('agent', 'vendor') then event_at
            end
        ) as first_reply_at,
        min(case when event_type = 'solved' then event_at end) as first_solved_at,
        max(case when event_type = 'solved' then event_at end) as last_solved_at,
        max(case when event_type = 'solved' and actor_kind = 'bot' then event_at end)
            as last_bot_solved_at,
        max(case when event_type = 'reopened' then event_at end) as last_reopened_at,
        max(case when event_type = 'closed' then event_at end) as closed_at,
        sum(case when event_type = 'reopened' then 1 else 0 end) as reopen_count,
        sum(handle_seconds) as handle_seconds
    from events
    group by source_system, ticket_id

),

final as (

    select
        tickets.source_system,
        tickets.ticket_id,
        ticket_events.ticket_id is not null as has_events,
        -- Events that begin late or leave something out say less than the export.
        coalesce(
            ticket_events.first_reply_at is null
            and {{ known_by_as_of("tickets.first_reply_at") }} is not null, false
        )
        or coalesce(
            ticket_events.last_solved_at is null
            and {{ known_by_as_of("tickets.solved_at") }} is not null, false
        ) as has_stated_times,
        coalesce(
            ticket_events.first_reply_at, {{ known_by_as_of("tickets.first_reply_at") }}
        ) as first_reply_at,
        coalesce(
            ticket_events.first_solved_at, {{ known_by_as_of("tickets.solved_at") }}
        ) as first_solved_at,
        coalesce(
            ticket_events.last_solved_at, {{ known_by_as_of("tickets.solved_at") }}
        ) as last_solved_at,
        ticket_events.last_reopened_at,
        coalesce(
            ticket_events.closed_at, {{ known_by_as_of("tickets.closed_at") }}
        ) as closed_at,
        coalesce(ticket_events.reopen_count, tickets.reopen_count) as reopen_count,
        coalesce(nullif(ticket_events.handle_seconds, 0), tickets.handle_seconds) as handle_seconds,
        tickets.is_automated
        or coalesce(ticket_events.last_bot_solved_at = ticket_events.last_solved_at, false)
            as is_automated
    from tickets
    left join ticket_events
        on
            tickets.source_system = ticket_events.source_system
            and tickets.ticket_id = ticket_events.ticket_id

)

select * from final
