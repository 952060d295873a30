with

source as (

    select * from {{ source("generic", "billed_units") }}

),

typed as (

    select
        {{ filled_text("provider") }} as provider_hint,
        {{ date_from_iso("period_start") }} as period_start,
        {{ date_from_iso("period_end") }} as period_end,
        {{ filled_text("workflow") }} as workflow_hint,
        {{ decimal_from_text("units", 18, 4) }} as billed_unit_count,
        {{ word_from_text("unit_kind") }} as unit_kind,
        {{ decimal_from_text("rate", 18, 6) }} as unit_rate_original_amount,
        {{ filled_text("document_no") }} as document_number,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("generic") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["provider_hint", "period_start", "workflow_hint"]) }} as is_newest
    from typed

),

final as (

    select
        provider_hint,
        period_start,
        period_end,
        workflow_hint,
        billed_unit_count,
        unit_kind,
        unit_rate_original_amount,
        document_number,
        source_system,
        source_file,
        source_row,
        loaded_at
    from versions
    where is_newest

)

select * from final
