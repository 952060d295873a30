{#- The unit of correction is a person in one system: a roster that brings the person again
    replaces all periods there, so that a corrected first day leaves no second period behind. -#}
with

source as (

    select * from {{ source("generic", "agents") }}

),

typed as (

    select
        {{ filled_text("agent_key") }} as agent_key,
        {{ word_from_text("source_system") }} as agent_source_system,
        {{ filled_text("source_id") }} as agent_source_id,
        {{ word_from_text("employer") }} as employer,
        {{ filled_text("team") }} as team,
        {{ word_from_text("role_band") }} as role_band,
        {{ filled_text("time_zone") }} as written_time_zone,
        {{ decimal_from_text("fte_share", 9, 4) }} as fte_share,
        {{ date_from_iso("valid_from") }} as valid_from,
        {{ date_from_iso("valid_to") }} as valid_to,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("generic") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["agent_key", "agent_source_system"]) }} as is_newest
    from typed

),

final as (

    select
        agent_key,
        agent_source_system,
        agent_source_id,
        employer,
        team,
        role_band,
        {{ iana_time_zone("written_time_zone") }} as time_zone,
        fte_share,
        valid_from,
        valid_to,
        source_system,
        source_file,
        source_row,
        loaded_at
    from versions
    where is_newest

)

select * from final
