{#- An answer changes when its person changes it: the version with the latest `updated_at` counts.
    Stars and smileys ask for satisfaction in five steps, thumbs in two. Surveys of employees
    (`enps`) and of product fit (`pmf`) say nothing about service and are left out. -#}
with

source as (

    select * from {{ source("delighted", "survey_responses") }}
    where coalesce(lower(trim(survey_type)), '') not in ('enps', 'pmf')

),

typed as (

    select
        {{ filled_text("id") }} as survey_id,
        {{ filled_text(json_text("person_properties", "ticket_id")) }} as ticket_id,
        {{ timestamp_from_unix("created_at") }} as responded_at,
        {{ timestamp_from_unix("updated_at") }} as updated_at,
        {{ word_from_text("survey_type") }} as survey_type,
        {{ decimal_from_text("score", 9, 4) }} as score,
        _load_number,
        _source_row,
        {{ lineage("delighted") }}
    from source

),

versions as (

    select
        *,
        {{ newest_so_far("updated_at", "survey_id") }} as version_at
    from typed

),

ranked as (

    select
        *,
        {{ version_rank("survey_id", "version_at") }} as version_rank
    from versions

),

final as (

    select
        survey_id,
        ticket_id,
        responded_at,
        case
            when survey_type in ('csat', 'five_star', 'stars5', 'smileys', 'thumbs') then 'csat'
            when survey_type = 'nps' then 'nps'
            when survey_type in ('ces', 'ces7') then 'ces'
        end as survey_kind,
        score,
        case
            when survey_type = 'nps' then cast(10 as decimal(9, 4))
            when survey_type in ('csat', 'ces', 'five_star', 'stars5', 'smileys')
                then cast(5 as decimal(9, 4))
            when survey_type = 'ces7' then cast(7 as decimal(9, 4))
            when survey_type = 'thumbs' then cast(1 as decimal(9, 4))
        end as scale_max,
        source_system,
        source_file,
        source_row,
        loaded_at
    from ranked
    where version_rank = 1

)

select * from final
