with

source as (

    select * from {{ source("generic", "qa_reviews") }}

),

typed as (

    select
        {{ filled_text("review_id") }} as stated_id,
        {{ fields_hash([
            "ticket_id", "reviewee", "reviewed_at", "score", "is_critical_fail", "error_count",
            "is_rework"
        ]) }} as fields_hash,
        {{ filled_text("ticket_id") }} as ticket_id,
        {{ filled_text("reviewee") }} as reviewee_id,
        {{ timestamp_from_iso("reviewed_at") }} as reviewed_at,
        {{ decimal_from_text("score", 9, 6) }} as score_share,
        {{ boolean_from_text("is_critical_fail") }} as is_critical_fail,
        {{ integer_from_text("error_count", "integer") }} as error_count,
        {{ boolean_from_text("is_rework") }} as is_rework,
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
        coalesce(stated_id, fields_hash || '-' || cast(occurrence as varchar)) as review_id,
        ticket_id,
        reviewee_id,
        reviewed_at,
        score_share,
        is_critical_fail,
        error_count,
        is_rework,
        source_system,
        source_file,
        source_row,
        loaded_at
    from current_rows

)

select * from final
