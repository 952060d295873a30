with

source as (

    select * from {{ source("generic", "automation_events") }}

),

home_settings as (

    select * from {{ source("raw", "home_settings") }}

),

typed as (

    select
        {{ filled_text("event_id") }} as stated_id,
        {{ fields_hash([
            "event_at", "workflow", "tool", "outcome", "ticket_id", "requester", "billed"
        ]) }} as fields_hash,
        {{ timestamp_from_iso("event_at") }} as event_at,
        {{ filled_text("workflow") }} as workflow_hint,
        {{ filled_text("tool") }} as tool_name,
        {{ word_from_text("outcome") }} as outcome,
        {{ filled_text("ticket_id") }} as ticket_id,
        case
            when {{ filled_text("requester") }} is not null
                then {{ salted_hash("home_settings.requester_salt", "trim(requester)") }}
        end
            as requester_key,
        {{ boolean_from_text("billed") }} as is_billed,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("generic") }}
    from source
    left join home_settings
        on true

),

units as (

    select
        *,
        coalesce(stated_id, fields_hash) as correction_unit
    from typed

),

versions as (

    select
        *,
        {{ is_newest_version(["correction_unit"]) }} as is_newest
    from units

),

current_rows as (

    select
        *,
        {{ number_among_equals(["fields_hash"]) }} as occurrence
    from versions
    where is_newest

),

final as (

    select
        coalesce(stated_id, fields_hash || '-' || cast(occurrence as varchar)) as event_id,
        event_at,
        workflow_hint,
        tool_name,
        outcome,
        ticket_id,
        requester_key,
        is_billed,
        source_system,
        source_file,
        source_row,
        loaded_at
    from current_rows

)

select * from final
