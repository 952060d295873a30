{{ config(materialized="table") }}

{#- A ticket does not say by which channel it came. Of several requestors the first counts. -#}
with

ticket_items as (

    select * from {{ ref("stg_request_tracker__ticket_items") }}

),

home_settings as (

    select * from {{ source("raw", "home_settings") }}

),

judged as (

    select
        *,
        case
            when
                status_word not in ('new', 'open', 'stalled', 'resolved', 'rejected', 'deleted')
                and resolved_at is not null
                then 'solved'
            else {{ status_from_request_tracker("status_word") }}
        end as status
    from ticket_items

),

final as (

    select
        judged.ticket_id,
        judged.created_at,
        judged.updated_at,
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
        nullif(judged.effective_ticket_id, judged.ticket_id) as merged_into_ticket_id,
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
