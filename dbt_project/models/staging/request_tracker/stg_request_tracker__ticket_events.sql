{{ config(materialized="table") }}

{#- Transactions that say something about the work. One that does nothing but log time is a private
    note: work that the customer does not see. -#}
with

transactions as (

    select * from {{ ref("stg_request_tracker__transaction_items") }}

),

ticket_items as (

    select * from {{ ref("stg_request_tracker__ticket_items") }}

),

-- A search never finds a deleted ticket, nor one that is older than what is pulled.
histories as (

    select
        ticket_id,
        max(case when transaction_type = 'Create' then 1 else 0 end) as has_beginning,
        max(case when new_value = 'deleted' then 1 else 0 end) as has_deletion
    from transactions
    group by ticket_id

),

acted as (

    select
        transactions.*,
        case
            when transactions.creator_id is null or transactions.creator_id = 'RT_System'
                then 'system'
            when lower(transactions.creator_id) = ticket_items.requester_id then 'customer'
            else 'agent'
        end as actor_kind,
        case
            when transaction_type in ('Create', 'Correspond', 'Comment', 'Status')
                then lower(transaction_type)
            when transaction_type in ('Give', 'Take', 'Steal', 'Untake', 'Force')
                then 'assigned'
            when transaction_type = 'Set' and field_name = 'Owner' then 'assigned'
            when transaction_type = 'Set' and field_name = 'Queue' then 'group'
            when transaction_type = 'Set' and field_name = 'Priority' then 'priority'
            -- The ticket that lives on notes a merge too, into itself.
            when
                transaction_type = 'AddLink'
                and field_name = 'MergedInto'
                and transactions.ticket_id
                <> coalesce({{ regexp_capture("new_value", "([0-9]+)$", 1) }}, '')
                then 'merged'
            when taken_minutes > 0 then 'comment'
        end as action_kind
    from transactions
    left join ticket_items
        on transactions.ticket_id = ticket_items.ticket_id
    inner join histories
        on transactions.ticket_id = histories.ticket_id
    where
        ticket_items.ticket_id is not null
        or (
            histories.has_beginning = 1
            and histories.has_deletion = 0
        )

),

worded as (

    select
        *,
        case
            when action_kind = 'status' then {{ status_from_request_tracker("old_value") }}
            when action_kind = 'priority' then {{ priority_from_request_tracker("old_value") }}
            when action_kind in ('assigned', 'group') then old_value
        end as from_value,
        case
            when action_kind = 'status' then {{ status_from_request_tracker("new_value") }}
            when action_kind = 'priority' then {{ priority_from_request_tracker("new_value") }}
            when action_kind = 'merged' then {{ regexp_capture("new_value", "([0-9]+)$", 1) }}
            when action_kind in ('assigned', 'group') then new_value
        end as to_value
    from acted
    where action_kind is not null

),

final as (

    select
        transaction_id as event_id,
        ticket_id,
        created_at as event_at,
        cast(
            row_number() over (
                partition by ticket_id
                order by created_at, length(transaction_id), transaction_id
            ) as integer
        ) as event_seq,
        case
            when action_kind = 'create' then 'created'
            when action_kind = 'comment' then 'private_note'
            when action_kind = 'correspond' and actor_kind = 'customer' then 'customer_reply'
            when action_kind = 'correspond' then 'public_reply'
            when action_kind <> 'status' then action_kind
            when to_value in ('solved', 'closed', 'deleted') then to_value
            when from_value in ('solved', 'closed') then 'reopened'
            else 'status'
        end as event_type,
        case when actor_kind = 'agent' then creator_id end as actor_id,
        actor_kind,
        from_value,
        to_value,
        60 * taken_minutes as handle_seconds,
        source_system,
        source_file,
        source_row,
        loaded_at
    from worded

)

select * from final
