{#- One clock per ticket and metric: when it began, when the promise was kept, and whether it can be
    judged at all. A further metric is a further branch here.
    - No reply is expected of a person when a machine resolved the ticket, and none is missed where
      the source system records no replies.
    - A ticket that a person solved without a reply stops waiting for one at that moment. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

run_as_of as (

    select * from {{ ref("int_run_as_of") }}

),

reply_sources as (

    select
        source_system,
        count(first_reply_at) > 0 as has_replies
    from tickets
    group by source_system

),

known_tickets as (

    select
        tickets.source_system,
        tickets.ticket_id,
        tickets.created_at,
        tickets.is_automated,
        run_as_of.as_of_at,
        reply_sources.has_replies,
        tickets.status = 'deleted' or tickets.merged_into_ticket_id is not null as is_cancelled,
        tickets.is_resolved,
        case when tickets.first_reply_at <= run_as_of.as_of_at then tickets.first_reply_at end
            as first_reply_at,
        case
            when tickets.is_resolved and tickets.solved_at <= run_as_of.as_of_at
                then tickets.solved_at
        end as solved_at
    from tickets
    inner join reply_sources
        on tickets.source_system = reply_sources.source_system
    cross join run_as_of
    where tickets.created_at <= run_as_of.as_of_at

),

first_replies as (

    select
        source_system,
        ticket_id,
        'first_reply' as metric,
        created_at as applied_at,
        first_reply_at as fulfilled_at,
        case when first_reply_at is null then solved_at end as abandoned_at,
        as_of_at,
        is_cancelled,
        first_reply_at is not null
        or (
            has_replies
            and not (is_automated and is_resolved)
            and not (is_resolved and solved_at is null)
        ) as is_applicable
    from known_tickets

),

full_resolutions as (

    select
        source_system,
        ticket_id,
        'full_resolution' as metric,
        created_at as applied_at,
        solved_at as fulfilled_at,
        cast(null as timestamp) as abandoned_at,
        as_of_at,
        is_cancelled,
        not is_resolved or solved_at is not null as is_applicable
    from known_tickets

),

clocks as (

    select * from first_replies
    union all
    select * from full_resolutions

),

final as (

    select
        source_system,
        ticket_id,
        metric,
        applied_at,
        -- An answer that is stamped before its question took no time.
        case when fulfilled_at < applied_at then applied_at else fulfilled_at end as fulfilled_at,
        abandoned_at,
        greatest(applied_at, coalesce(fulfilled_at, abandoned_at, as_of_at)) as stopped_at,
        is_cancelled,
        is_applicable
    from clocks

)

select * from final
