with

source as (

    select * from {{ source("generic", "seats") }}

),

typed as (

    select
        {{ word_from_text("system") }} as system_name,
        {{ filled_text("person") }} as person_id,
        {{ month_start(date_from_iso("month")) }} as seat_month,
        {{ word_from_text("status") }} as seat_status,
        {{ money_from_text("unit_cost") }} as unit_cost_original_amount,
        {{ date_from_iso("assigned_on") }} as assigned_date,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("generic") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["system_name", "person_id", "seat_month"]) }} as is_newest
    from typed

),

final as (

    select
        system_name,
        person_id,
        seat_month,
        seat_status,
        unit_cost_original_amount,
        assigned_date,
        source_system,
        source_file,
        source_row,
        loaded_at
    from versions
    where is_newest

)

select * from final
