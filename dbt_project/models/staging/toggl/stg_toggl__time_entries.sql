{#- Entries carry no id: all entries of a person and day are replaced together, and an entry is
    known by its fields and its number among equals. An entry belongs to the day on which it began.
    The activity is the task; without one (tasks are a paid feature) the only tag. -#}
with

source as (

    select * from {{ source("toggl", "time_entries") }}

),

typed as (

    select
        {{ fields_hash([
            "email", "user", "client", "project", "task", "description", "start_date", "start_time",
            "duration", "tags"
        ]) }} as fields_hash,
        coalesce({{ word_from_text("email") }}, {{ word_from_text("user") }}) as person_id,
        {{ date_from_iso("start_date") }} as work_date,
        {{ seconds_from_clock("duration") }} as worked_seconds,
        coalesce({{ word_from_text("task") }}, {{ word_from_text("tags") }}) as stated_activity,
        {{ filled_text("project") }} as workflow_hint,
        replace({{ word_from_text("client") }}, ' ', '_') as provider_hint,
        cast(null as decimal(18, 4)) as cost_rate_original_amount,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("toggl") }}
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
        worked_seconds,
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
