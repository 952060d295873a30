{#- An entry with an id is corrected by its id; without one, all entries of a person and day are
    replaced together. -#}
with

source as (

    select * from {{ source("generic", "time_entries") }}

),

typed as (

    select
        {{ filled_text("entry_id") }} as stated_id,
        {{ fields_hash([
            "person", "work_date", "seconds", "activity", "workflow", "provider", "cost_rate"
        ]) }} as fields_hash,
        {{ filled_text("person") }} as person_id,
        {{ date_from_iso("work_date") }} as work_date,
        {{ integer_from_text("seconds") }} as worked_seconds,
        {{ word_from_text("activity") }} as activity,
        {{ filled_text("workflow") }} as workflow_hint,
        {{ filled_text("provider") }} as provider_hint,
        {{ decimal_from_text("cost_rate", 18, 4) }} as cost_rate_original_amount,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("generic") }}
    from source

),

units as (

    select
        *,
        coalesce(stated_id, person_id || ' ' || cast(work_date as varchar)) as correction_unit
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
        coalesce(stated_id, fields_hash || '-' || cast(occurrence as varchar)) as entry_id,
        person_id,
        work_date,
        worked_seconds,
        activity,
        workflow_hint,
        provider_hint,
        cost_rate_original_amount,
        source_system,
        source_file,
        source_row,
        loaded_at
    from current_rows

)

select * from final
