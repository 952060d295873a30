{{ config(materialized="table") }}

{#- Tickets of the API. When one was first answered, solved, closed or opened again is taken from
    its events. -#}
with

source as (

    select * from {{ source("zendesk", "tickets") }}

),

groups as (

    select * from {{ ref("stg_zendesk__groups") }}

),

audit_entries as (

    select * from {{ ref("stg_zendesk__audit_entries") }}

),

home_settings as (

    select * from {{ source("raw", "home_settings") }}

),

typed as (

    select
        *,
        {{ timestamp_from_iso("updated_at") }} as changed_at
    from source

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

merged_tickets as (

    select
        ticket_id,
        max(merged_into_ticket_id) as merged_into_ticket_id
    from audit_entries
    where merged_into_ticket_id is not null
    group by ticket_id

),

final as (

    select
        ranked.id as ticket_id,
        {{ timestamp_from_iso("ranked.created_at") }} as created_at,
        ranked.changed_at as updated_at,
        {{ channel_from_zendesk(json_text("ranked.via", "channel")) }} as channel,
        {{ priority_from_zendesk("ranked.priority") }} as priority,
        {{ status_from_zendesk("ranked.status") }} as status,
        coalesce(groups.group_name, ranked.group_id) as group_name,
        ranked.ticket_form_id as form_name,
        ' ' || {{ word_from_text(json_words("ranked.tags")) }} || ' ' as tags,
        {{ salted_hash("home_settings.requester_salt", "lower(trim(ranked.subject))") }}
            as subject_hash,
        cast(null as varchar) as workflow_hint,
        {{ salted_hash("home_settings.requester_salt", "ranked.requester_id") }} as requester_key,
        ranked.assignee_id,
        cast(null as timestamp) as first_reply_at,
        cast(null as timestamp) as solved_at,
        cast(null as timestamp) as closed_at,
        cast(null as integer) as reopen_count,
        {{ json_text("ranked.satisfaction_rating", "score") }} as csat_raw,
        coalesce(
            ' ' || {{ json_words("ranked.tags") }} || ' ' like '% ai_agent_resolved %', false
        ) as is_automated,
        merged_tickets.merged_into_ticket_id,
        {{ integer_from_text(json_value_of_id("ranked.custom_fields", "9000002")) }}
            as handle_seconds,
        'zendesk' as source_system,
        ranked._source_file as source_file,
        ranked._source_row as source_row,
        ranked._loaded_at as loaded_at
    from ranked
    left join groups
        on ranked.group_id = groups.group_id
    left join merged_tickets
        on ranked.id = merged_tickets.ticket_id
    left join home_settings
        on true
    where ranked.version_rank = 1

)

select * from final
