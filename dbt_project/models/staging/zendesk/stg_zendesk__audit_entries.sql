{{ config(materialized="table") }}

{#- Audits taken apart, once, into the entries that say something about the work. -#}
with

source as (

    select * from {{ source("zendesk", "ticket_audits") }}

),

ranked as (

    select
        *,
        {{ version_rank("id", "_load_number") }} as version_rank
    from source

),

audits as (

    select
        id as audit_id,
        ticket_id,
        {{ timestamp_from_iso("created_at") }} as audited_at,
        author_id as audit_author_id,
        {{ json_text("via", "channel") }} as audit_channel,
        case
            when {{ json_text("via", "source.rel") }} = 'merge'
                then {{ json_text("via", "source.to.ticket_id") }}
        end as merged_into_ticket_id,
        events,
        {{ lineage("zendesk") }}
    from ranked
    where version_rank = 1

),

entries as (

    select
        audit_id,
        ticket_id,
        audited_at,
        audit_author_id,
        audit_channel,
        merged_into_ticket_id,
        cast(position as bigint) as entry_position,
        type as entry_type,
        field_name,
        previous_value as from_value,
        value as to_value,
        public as is_public_text,
        author_id as entry_author_id,
        {{ json_text("via", "channel") }} as entry_channel,
        source_system,
        source_file,
        source_row,
        loaded_at
    from {{ json_records("audits", "events", [
        "type", "field_name", "previous_value", "value", "public", "author_id", "via"
    ]) }} as records

),

kinds as (

    select
        *,
        case
            when entry_type like '%Comment' and merged_into_ticket_id is not null then 'merged'
            when entry_type like '%Comment' then 'comment'
            when entry_type not in ('Create', 'Change') then null
            when field_name = '9000001' then 'handle_time'
            when entry_type = 'Create' and field_name = 'status' then 'created'
            when entry_type = 'Create' then null
            when field_name in ('status', 'priority') then field_name
            when field_name = 'group_id' then 'group'
            when field_name = 'assignee_id' then 'assigned'
        end as entry_kind
    from entries

),

final as (

    select
        audit_id,
        ticket_id,
        audited_at,
        entry_position,
        entry_kind,
        coalesce(entry_author_id, audit_author_id) as author_id,
        coalesce(entry_channel, audit_channel) as via_channel,
        merged_into_ticket_id,
        coalesce(is_public_text = 'true', false) as is_public,
        from_value,
        to_value,
        case
            when entry_kind = 'handle_time' then {{ integer_from_text("to_value") }}
        end as handle_seconds,
        source_system,
        source_file,
        source_row,
        loaded_at
    from kinds
    where entry_kind is not null

)

select * from final
