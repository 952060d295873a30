{#- The ledger lines behind what releases stated of closed months, remembered like it: which file,
    and a fingerprint of what the line means for the month, wherever it stands. -#}
{{ config(
    materialized="incremental",
    full_refresh=false,
    incremental_strategy="append",
    on_schema_change="append_new_columns",
    pre_hook="{{ forget_unpublished() }}"
) }}

with

lines as (

    select * from {{ ref("int_costs_pool_lines") }}

),

cells as (

    select * from {{ ref("int_costs_closed_cells") }}

),

releases as (

    select * from {{ ref("stg_raw__releases") }}

),

-- What this build states anew of closed months; it is no release yet.
stated_anew as (

    select distinct
        cells.release_number,
        cells.cost_month
    from cells
    left join releases
        on cells.release_number = releases.release_number
    where releases.release_number is null

),

final as (

    select
        stated_anew.release_number,
        lines.cost_month,
        lines.line_id,
        lines.line_source,
        lines.source_file,
        lines.source_row,
        lines.agent_key,
        lines.pool_id,
        lines.is_imputed,
        {{ fields_hash([
            "lines.line_source", "lines.source_system", "lines.line_kind",
            "lines.agent_key", "lines.line_pool_id", "cast(lines.booked_date as varchar)",
            "cast(lines.service_start_date as varchar)",
            "cast(lines.service_end_date as varchar)",
            "cast(lines.line_original_cents as varchar)", "lines.original_currency_code",
            "cast(lines.line_cents as varchar)",
        ]) }} as line_hash
    from lines
    inner join stated_anew
        on lines.cost_month = stated_anew.cost_month

)

select * from final
