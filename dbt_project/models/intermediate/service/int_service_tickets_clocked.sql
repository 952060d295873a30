{#- The tickets of this run, with the instants at which their clocks stop.
    - No reply is expected of a person when a machine resolved the ticket, and none is missed where
      the source system records no replies.
    - A ticket that a person solved without a reply stops waiting for one at that moment.
    - Nothing on a ticket that is over depends on the moment at which the night is judged. -#}
with

changed as (

    select * from {{ ref("int_service_tickets_changed") }}
    where not is_gone

),

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

sources as (

    select * from {{ ref("int_service_sources_observed") }}

),

run_as_of as (

    select * from {{ ref("int_run_as_of") }}

),

known as (

    select
        changed.ticket_number,
        tickets.source_system,
        tickets.ticket_id,
        tickets.created_at,
        tickets.created_date,
        tickets.created_month,
        tickets.channel,
        tickets.priority,
        tickets.workflow_hint,
        tickets.group_name,
        tickets.form_name,
        tickets.tags,
        tickets.assignee_employer,
        tickets.workflow_id,
        tickets.tier,
        tickets.service,
        tickets.provider_id,
        tickets.route,
        tickets.is_automated,
        tickets.has_events,
        tickets.has_stated_times,
        tickets.is_resolved,
        tickets.status = 'deleted' or tickets.merged_into_ticket_id is not null as is_cancelled,
        sources.has_replies,
        run_as_of.as_of_at,
        greatest(tickets.created_at, least(tickets.updated_at, run_as_of.as_of_at)) as last_seen_at,
        -- An answer that is stamped before its question took no time.
        case
            when tickets.first_reply_at <= run_as_of.as_of_at
                then greatest(tickets.created_at, tickets.first_reply_at)
        end as first_reply_at,
        case
            when tickets.first_solved_at <= run_as_of.as_of_at
                then greatest(tickets.created_at, tickets.first_solved_at)
        end as first_solved_at,
        case
            when tickets.is_resolved and tickets.solved_at <= run_as_of.as_of_at
                then greatest(tickets.created_at, tickets.solved_at)
        end as solved_at
    from changed
    inner join tickets
        on
            changed.source_system = tickets.source_system
            and changed.ticket_id = tickets.ticket_id
    inner join sources
        on tickets.source_system = sources.source_system
    cross join run_as_of
    where tickets.created_at <= run_as_of.as_of_at

),

final as (

    select
        ticket_number,
        source_system,
        ticket_id,
        created_at,
        created_date,
        created_month,
        channel,
        priority,
        workflow_hint,
        group_name,
        form_name,
        tags,
        assignee_employer,
        workflow_id,
        tier,
        service,
        provider_id,
        route,
        is_automated,
        has_events,
        has_stated_times,
        is_cancelled,
        not is_cancelled and not is_resolved as is_live,
        as_of_at,
        first_reply_at,
        first_solved_at,
        solved_at,
        case when first_reply_at is null then solved_at end as unanswered_at,
        case when is_cancelled or is_resolved then last_seen_at else as_of_at end as last_at,
        first_reply_at is not null
        or (
            has_replies
            and not (is_automated and is_resolved)
            and not (is_resolved and solved_at is null)
        ) as is_reply_expected,
        not is_resolved or solved_at is not null as is_resolution_known
    from known

)

select * from final
