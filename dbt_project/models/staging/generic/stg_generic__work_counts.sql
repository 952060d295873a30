with

source as (

    select * from {{ source("generic", "work_counts") }}

),

typed as (

    select
        {{ filled_text("workflow") }} as workflow_hint,
        {{ date_from_iso("work_date") }} as work_date,
        {{ word_from_text("channel") }} as channel,
        {{ filled_text("provider") }} as provider_hint,
        {{ integer_from_text("units") }} as unit_count,
        {{ integer_from_text("resolved") }} as resolved_count,
        {{ integer_from_text("seconds") }} as handle_seconds,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("generic") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["workflow_hint", "work_date", "channel", "provider_hint"]) }}
            as is_newest
    from typed

),

final as (

    select
        workflow_hint,
        work_date,
        channel,
        provider_hint,
        unit_count,
        resolved_count,
        handle_seconds,
        source_system,
        source_file,
        source_row,
        loaded_at
    from versions
    where is_newest

)

select * from final
