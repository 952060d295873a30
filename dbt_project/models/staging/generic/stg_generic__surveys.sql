with

source as (

    select * from {{ source("generic", "surveys") }}

),

typed as (

    select
        {{ filled_text("survey_id") }} as stated_id,
        {{ fields_hash([
            "ticket_id", "responded_at", "kind", "score", "scale_max"
        ]) }} as fields_hash,
        {{ filled_text("ticket_id") }} as ticket_id,
        {{ timestamp_from_iso("responded_at") }} as responded_at,
        {{ word_from_text("kind") }} as survey_kind,
        {{ decimal_from_text("score", 9, 4) }} as score,
        {{ decimal_from_text("scale_max", 9, 4) }} as scale_max,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("generic") }}
    from source

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
        coalesce(stated_id, fields_hash || '-' || cast(occurrence as varchar)) as survey_id,
        ticket_id,
        responded_at,
        survey_kind,
        score,
        scale_max,
        source_system,
        source_file,
        source_row,
        loaded_at
    from current_rows

)

select * from final
