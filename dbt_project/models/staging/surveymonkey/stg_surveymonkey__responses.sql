{#- A respondent can come back and change the answers: the version with the latest change counts.
    Times are read in the zone of the account that exports, which is stated here. -#}
{%- set zone = "America/New_York" -%}
{%- set pattern = "%m/%d/%Y %I:%M:%S %p" -%}
with

source as (

    select * from {{ source("surveymonkey", "responses") }}

),

typed as (

    select
        {{ filled_text("respondent_id") }} as respondent_id,
        {{ filled_text("custom_data_1") }} as ticket_id,
        {{ utc_from_wall_clock("date_created", pattern, zone) }} as created_at,
        {{ utc_from_wall_clock("date_modified", pattern, zone) }} as modified_at,
        {{ decimal_from_text("csat_answer", 9, 4) }} as csat_score,
        {{ decimal_from_text("nps_answer", 9, 4) }} as nps_score,
        {{ decimal_from_text("ces_answer", 9, 4) }} as ces_score,
        _load_number,
        _source_row,
        {{ lineage("surveymonkey") }}
    from source

),

versions as (

    select
        *,
        {{ newest_so_far("modified_at", "respondent_id") }} as version_at
    from typed

),

ranked as (

    select
        *,
        {{ version_rank("respondent_id", "version_at") }} as version_rank
    from versions

),

final as (

    select
        respondent_id,
        ticket_id,
        created_at,
        modified_at,
        csat_score,
        nps_score,
        ces_score,
        source_system,
        source_file,
        source_row,
        loaded_at
    from ranked
    where version_rank = 1

)

select * from final
