{{ config(materialized="table") }}

with

source as (

    select * from {{ source("generic", "tickets") }}

),

home_settings as (

    select * from {{ source("raw", "home_settings") }}

),

typed as (

    select
        {{ filled_text("ticket_id") }} as ticket_id,
        {{ timestamp_from_iso("created_at") }} as created_at,
        {{ timestamp_from_iso("updated_at") }} as updated_at,
        {{ word_from_text("channel") }} as channel,
        {{ word_from_text("priority") }} as priority,
        {{ word_from_text("status") }} as status,
        {{ filled_text('"group"') }} as group_name,
        {{ filled_text("form") }} as form_name,
        ' ' || {{ word_from_text("replace(replace(tags, ',', ' '), ';', ' ')") }} || ' ' as tags,
        {{ filled_text("subject_hash") }} as subject_hash,
        {{ filled_text("workflow") }} as workflow_hint,
        {{ salted_hash("home_settings.requester_salt", filled_text("requester")) }}
            as requester_key,
        {{ filled_text("assignee") }} as assignee_id,
        {{ timestamp_from_iso("first_reply_at") }} as first_reply_at,
        {{ timestamp_from_iso("solved_at") }} as solved_at,
        {{ timestamp_from_iso("closed_at") }} as closed_at,
        {{ integer_from_text("reopen_count", "integer") }} as reopen_count,
        {{ filled_text("csat_raw") }} as csat_raw,
        {{ boolean_from_text("is_automated") }} as is_automated,
        {{ filled_text("merged_into") }} as merged_into_ticket_id,
        {{ integer_from_text("handle_seconds") }} as handle_seconds,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("generic") }}
    from source
    left join home_settings
        on true

),

dated as (

    select
        *,
        {{ newest_so_far("updated_at", "ticket_id") }} as version_at
    from typed

),

ranked as (

    select
        *,
        {{ version_rank("ticket_id", "version_at") }} as version_rank
    from dated

),

final as (

    select
        ticket_id,
        created_at,
        updated_at,
        channel,
        priority,
        status,
        group_name,
        form_name,
        tags,
        subject_hash,
        workflow_hint,
        requester_key,
        assignee_id,
        first_reply_at,
        solved_at,
        closed_at,
        reopen_count,
        csat_raw,
        is_automated,
        merged_into_ticket_id,
        handle_seconds,
        source_system,
        source_file,
        source_row,
        loaded_at
    from ranked
    where version_rank = 1

)

select * from final
