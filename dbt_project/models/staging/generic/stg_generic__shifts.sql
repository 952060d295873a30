{#- The unit of correction is a team's day, so that a shift whose start was corrected does not stand
    beside its old self. -#}
with

source as (

    select * from {{ source("generic", "shifts") }}

),

typed as (

    select
        {{ filled_text("team") }} as team,
        {{ timestamp_from_iso("starts_at") }} as starts_at,
        {{ timestamp_from_iso("ends_at") }} as ends_at,
        {{ integer_from_text("people", "integer") }} as people_count,
        {{ word_from_text("route") }} as route,
        cast({{ timestamp_from_iso("starts_at") }} as date) as start_date,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("generic") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["team", "start_date"]) }} as is_newest
    from typed

),

final as (

    select
        team,
        starts_at,
        ends_at,
        people_count,
        route,
        source_system,
        source_file,
        source_row,
        loaded_at
    from versions
    where is_newest

)

select * from final
