{{ config(materialized="table") }}

{#- A ticket does not say by which channel it came. Of several requestors the first counts. A merge
    leaves the time of the last change as it was, and a deleted ticket is found by no search, so both
    are taken from what was done to the ticket. -#}
with

ticket_items as (

    select * from {{ ref("stg_request_tracker__ticket_items") }}

),

transactions as (

    select * from {{ ref("stg_request_tracker__transaction_items") }}

),

home_settings as (

    select * from {{ source("raw", "home_settings") }}

),

linked as (

    select
        ticket_id,
        case
            when transaction_type = 'Status' and new_value = 'deleted' then created_at
        end as deleted_at,
        case
            when transaction_type = 'Status' and new_value <> 'deleted' then created_at
        end as other_status_at,
        case
            when transaction_type = 'AddLink' and field_name = 'MergedInto'
                then {{ regexp_capture("new_value", "([0-9]+)$", 1) }}
        end as linked_ticket_id
    from transactions

),

fates as (

    select
        ticket_id,
        max(deleted_at) as deleted_at,
        max(other_status_at) as other_status_at,
        max(case when linked_ticket_id <> ticket_id then linked_ticket_id end)
            as merged_into_ticket_id
    from linked
    group by ticket_id

),

told as (

    select
        ticket_items.*,
        coalesce(
            nullif(ticket_items.effective_ticket_id, ticket_items.ticket_id),
            fates.merged_into_ticket_id
        ) as merged_into_ticket_id,
        case
            when
                fates.deleted_at >= ticket_items.updated_at
                and coalesce(fates.deleted_at >= fates.other_status_at, true)
                then fates.deleted_at
        end as deleted_at
    from ticket_items
    left join fates
        on ticket_items.ticket_id = fates.ticket_id

),

judged as (

    select
        *,
        case
            when deleted_at is not null then 'deleted'
            when
                status_word not in ('new', 'open', 'stalled', 'resolved', 'rejected', 'deleted')
                and resolved_at is not null
                then 'solved'
            else {{ status_from_request_tracker("status_word") }}
        end as status
    from told

),

final as (

    select
        judged.ticket_id,
        judged.created_at,
        coalesce(judged.deleted_at, judged.updated_at) as updated_at,
        'other' as channel,
        {{ priority_from_request_tracker("judged.priority_text") }} as priority,
        judged.status,
        judged.queue_name as group_name,
        cast(null as varchar) as form_name,
        cast(null as varchar) as tags,
        {{ salted_hash("home_settings.requester_salt", "lower(judged.subject)") }}
            as subject_hash,
        cast(null as varchar) as workflow_hint,
        {{ requester_key_or_own(
            "home_settings.requester_salt", "judged.requester_id", "judged.ticket_id"
        ) }} as requester_key,
        judged.owner_id as assignee_id,
        cast(null as timestamp) as first_reply_at,
        case when judged.status = 'solved' then judged.resolved_at end as solved_at,
        case when judged.status = 'closed' then judged.resolved_at end as closed_at,
        cast(null as integer) as reopen_count,
        cast(null as varchar) as csat_raw,
        false as is_automated,
        judged.merged_into_ticket_id,
        60 * judged.worked_minutes as handle_seconds,
        judged.source_system,
        judged.source_file,
        judged.source_row,
        judged.loaded_at
    from judged
    left join home_settings
        on true

)

select * from final
