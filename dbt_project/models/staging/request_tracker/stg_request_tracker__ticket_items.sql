{{ config(materialized="table") }}

{#- Pages taken apart into tickets, in their latest version. A record has `Type`, the kind of
    ticket, and `type`, the kind of record. The names differ by case alone, so the pages land whole
    and the exact name is asked for here. 1970-01-01 means never, no time worked not measured. -#}
with

pages as (

    select * from {{ source("request_tracker", "ticket_pages") }}

),

items as (

    select * from {{ json_records("pages", "items", [
        "id", "EffectiveId", "Type", "Subject", "Status", "Queue", "Owner", "Requestors",
        "Priority", "Created", "LastUpdated", "Resolved", "TimeWorked"
    ]) }} as records

),

stated as (

    select
        {{ filled_text("id") }} as ticket_id,
        coalesce({{ regexp_capture("effectiveid", '"id" *: *"?([0-9]+)', 1) }}, effectiveid)
            as effective_ticket_id,
        lower(type) as ticket_kind,
        {{ filled_text("subject") }} as subject,
        {{ word_from_text("status") }} as status_word,
        coalesce(
            {{ regexp_capture("queue", '"Name" *: *"([^"]+)', 1) }},
            {{ regexp_capture("queue", '"id" *: *"?([^",}]+)', 1) }}
        ) as queue_name,
        nullif({{ regexp_capture("owner", '"id" *: *"?([^",}]+)', 1) }}, 'Nobody') as owner_id,
        lower({{ regexp_capture("requestors", '"id" *: *"?([^",}]+)', 1) }}) as requester_id,
        {{ filled_text("priority") }} as priority_text,
        nullif({{ filled_text("created") }}, '1970-01-01T00:00:00Z') as created_at_text,
        nullif({{ filled_text("lastupdated") }}, '1970-01-01T00:00:00Z') as updated_at_text,
        nullif({{ filled_text("resolved") }}, '1970-01-01T00:00:00Z') as resolved_at_text,
        nullif({{ filled_text("timeworked") }}, '0') as worked_minutes_text,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("request_tracker") }}
    from items

),

typed as (

    select
        *,
        {{ timestamp_from_iso("created_at_text") }} as created_at,
        {{ timestamp_from_iso("updated_at_text") }} as updated_at,
        {{ timestamp_from_iso("resolved_at_text") }} as resolved_at,
        {{ minutes_from_text("worked_minutes_text") }} as worked_minutes
    from stated

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
        effective_ticket_id,
        subject,
        status_word,
        queue_name,
        owner_id,
        requester_id,
        priority_text,
        created_at,
        created_at_text,
        updated_at,
        updated_at_text,
        resolved_at,
        resolved_at_text,
        worked_minutes,
        worked_minutes_text,
        source_system,
        source_file,
        source_row,
        loaded_at
    from ranked
    where
        version_rank = 1
        -- Reminders and approvals are tickets to Request Tracker, but nobody asked for them.
        and coalesce(ticket_kind, 'ticket') = 'ticket'

)

select * from final
