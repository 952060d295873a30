{{ config(materialized="table") }}

{#- Pages taken apart into transactions of tickets, each once. What a transaction is about stands in
    `Object` as an object, or, where a version leaves that empty, in `ObjectType` and `ObjectId`. `Type` says what was done; `type`,
    the kind of record, differs by case alone and is not asked for. -#}
with

pages as (

    select * from {{ source("request_tracker", "transaction_pages") }}

),

items as (

    select * from {{ json_records("pages", "items", [
        "id", "Type", "Object", "ObjectType", "ObjectId", "Creator", "Created", "Field", "OldValue", "NewValue", "TimeTaken"
    ]) }} as records

),

stated as (

    select
        {{ filled_text("id") }} as transaction_id,
        coalesce(
            {{ regexp_capture("object", '"id" *: *"?([0-9]+)', 1) }}, {{ filled_text("objectid") }}
        ) as ticket_id,
        coalesce(
            {{ regexp_capture("object", '"type" *: *"([^"]+)', 1) }},
            lower({{ regexp_capture("objecttype", "^RT::([A-Za-z]+)$", 1) }})
        ) as object_kind,
        type as transaction_type,
        field as field_name,
        coalesce({{ regexp_capture("creator", '"id" *: *"?([^",}]+)', 1) }}, creator)
            as creator_id,
        {{ filled_text("oldvalue") }} as old_value,
        {{ filled_text("newvalue") }} as new_value,
        {{ filled_text("created") }} as created_at_text,
        nullif({{ filled_text("timetaken") }}, '0') as taken_minutes_text,
        _load_number,
        _source_row,
        {{ lineage("request_tracker") }}
    from items

),

ranked as (

    select
        *,
        {{ version_rank("transaction_id", "_load_number") }} as version_rank
    from stated

),

final as (

    select
        transaction_id,
        ticket_id,
        transaction_type,
        field_name,
        creator_id,
        old_value,
        new_value,
        {{ timestamp_from_iso("created_at_text") }} as created_at,
        created_at_text,
        {{ minutes_from_text("taken_minutes_text") }} as taken_minutes,
        taken_minutes_text,
        source_system,
        source_file,
        source_row,
        loaded_at
    from ranked
    where
        version_rank = 1
        and coalesce(object_kind, 'ticket') = 'ticket'

)

select * from final
