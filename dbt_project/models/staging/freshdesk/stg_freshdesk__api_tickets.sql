{{ config(materialized="table") }}

{#- Tickets of the API, whose times are UTC. It writes states, priorities and channels as numbers,
    and gives the ids of groups and agents. The rows of the bin are those of deleted tickets. -#}
with

tickets as (

    select * from {{ source("freshdesk", "api_tickets") }}

),

deleted_tickets as (

    select * from {{ source("freshdesk", "deleted_tickets") }}

),

groups as (

    select * from {{ ref("stg_freshdesk__groups") }}

),

home_settings as (

    select * from {{ source("raw", "home_settings") }}

),

listed as (

    select
        id,
        created_at,
        updated_at,
        subject,
        status,
        priority,
        source,
        type,
        tags,
        group_id,
        responder_id,
        requester_id,
        stats,
        _source_file,
        _source_row,
        _load_number,
        _loaded_at,
        false as is_deleted
    from tickets
    union all
    select
        id,
        created_at,
        updated_at,
        subject,
        status,
        priority,
        source,
        type,
        tags,
        group_id,
        responder_id,
        requester_id,
        stats,
        _source_file,
        _source_row,
        _load_number,
        _loaded_at,
        true as is_deleted
    from deleted_tickets

),

typed as (

    select
        *,
        {{ timestamp_from_iso("updated_at") }} as changed_at,
        {{ timestamp_from_iso(json_text("stats", "first_responded_at")) }} as first_responded_at,
        {{ timestamp_from_iso(json_text("stats", "resolved_at")) }} as resolved_at,
        {{ timestamp_from_iso(json_text("stats", "closed_at")) }} as closed_at
    from listed

),

dated as (

    select
        *,
        {{ newest_so_far("changed_at", "id") }} as version_at
    from typed

),

ranked as (

    select
        *,
        {{ version_rank("id", "version_at") }} as version_rank
    from dated

),

final as (

    select
        ranked.id as ticket_id,
        {{ timestamp_from_iso("ranked.created_at") }} as created_at,
        ranked.changed_at as updated_at,
        case ranked.source
            when '1' then 'email'
            when '10' then 'email'
            when '2' then 'web'
            when '9' then 'web'
            when '3' then 'phone'
            when '7' then 'chat'
            else 'other'
        end as channel,
        case ranked.priority
            when '1' then 'low'
            when '3' then 'high'
            when '4' then 'urgent'
            else 'normal'
        end as priority,
        -- A state of the account's own is told by whether the ticket is resolved or closed.
        case
            when ranked.is_deleted then 'deleted'
            when ranked.status = '2' then 'open'
            when ranked.status in ('3', '6') then 'pending'
            when ranked.status = '7' then 'on_hold'
            when ranked.status = '4' then 'solved'
            when ranked.status = '5' then 'closed'
            when ranked.closed_at is not null then 'closed'
            when ranked.resolved_at is not null then 'solved'
            else 'open'
        end as status,
        coalesce(groups.group_name, ranked.group_id) as group_name,
        {{ filled_text("ranked.type") }} as form_name,
        {{ tags_from_list("translate(ranked.tags, '[]\"', '')") }} as tags,
        {{ salted_hash("home_settings.requester_salt", "lower(trim(ranked.subject))") }}
            as subject_hash,
        cast(null as varchar) as workflow_hint,
        {{ requester_key_or_own(
            "home_settings.requester_salt", "ranked.requester_id", "ranked.id"
        ) }} as requester_key,
        ranked.responder_id as assignee_id,
        ranked.first_responded_at as first_reply_at,
        ranked.resolved_at as solved_at,
        ranked.closed_at,
        cast(null as integer) as reopen_count,
        cast(null as varchar) as csat_raw,
        false as is_automated,
        cast(null as varchar) as merged_into_ticket_id,
        cast(null as bigint) as handle_seconds,
        'freshdesk' as source_system,
        ranked._source_file as source_file,
        ranked._source_row as source_row,
        ranked._loaded_at as loaded_at
    from ranked
    left join groups
        on ranked.group_id = groups.group_id
    left join home_settings
        on true
    where ranked.version_rank = 1

)

select * from final
