{#- The export is a picture of the day on which it was made and carries no date: its month stands in
    the name of its file. A suspended user keeps the licence until it is taken away. The export
    gives no price. -#}
with

source as (

    select * from {{ source("google_workspace", "users") }}

),

typed as (

    select
        'google_workspace' as system_name,
        {{ word_from_text("email_address") }} as person_id,
        {{ date_from_iso(
            regexp_capture("_source_file", "users-([0-9]{4}-[0-9]{2})", 1) ~ " || '-01'"
        ) }} as seat_month,
        {{ word_from_text("status") }} as status,
        {{ word_from_text("last_sign_in") }} as last_sign_in,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("google_workspace") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["person_id", "seat_month"]) }} as is_newest
    from typed

),

final as (

    select
        system_name,
        person_id,
        seat_month,
        case
            when status in ('suspended', 'archived') then 'suspended'
            when status = 'active' and last_sign_in = 'never logged in' then 'never_used'
            when status = 'active' then 'active'
        end as seat_status,
        cast(null as decimal(18, 2)) as unit_cost_original_amount,
        cast(null as date) as assigned_date,
        source_system,
        source_file,
        source_row,
        loaded_at
    from versions
    where is_newest

)

select * from final
