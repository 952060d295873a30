{#- The report carries no id of an entry: all entries of a person and day are replaced together, and
    an entry is known by its fields and its number among equals. -#}
with

source as (

    select * from {{ source("harvest", "time_report") }}

),

typed as (

    select
        {{ fields_hash([
            "date", "client", "project", "project_code", "task", "notes", "hours", "first_name",
            "last_name"
        ]) }} as fields_hash,
        trim(last_name) || ', ' || trim(first_name) as person_id,
        {{ date_from_iso("date") }} as work_date,
        {{ decimal_from_text("hours", 12, 2) }} as hours,
        {{ word_from_text("task") }} as stated_activity,
        {{ filled_text("project_code") }} as workflow_hint,
        replace({{ word_from_text("client") }}, ' ', '_') as provider_hint,
        {{ decimal_from_text("cost_rate", 18, 4) }} as cost_rate_original_amount,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("harvest") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["person_id", "work_date"]) }} as is_newest
    from typed

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
        fields_hash || '-' || cast(occurrence as varchar) as entry_id,
        person_id,
        work_date,
        cast(hours * 3600 as bigint) as worked_seconds,
        case
            when stated_activity in ('management', 'transition', 'support', 'project')
                then stated_activity
            else 'other'
        end as activity,
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
