with

source as (

    select * from {{ source("generic", "payroll_lines") }}

),

typed as (

    select
        {{ filled_text("pay_run") }} as pay_run,
        {{ filled_text("worker") }} as worker,
        {{ filled_text("line_code") }} as line_code,
        {{ integer_from_text("line_no", "integer") }} as line_number,
        {{ date_from_iso("period_start") }} as period_start,
        {{ date_from_iso("period_end") }} as period_end,
        {{ date_from_iso("pay_date") }} as pay_date,
        {{ word_from_text("line_kind") }} as line_kind,
        {{ word_from_text("burdens") }} as burdened_line_kind,
        {{ decimal_from_text("hours", 12, 4) }} as hours,
        {{ money_from_text("amount") }} as original_amount,
        upper({{ filled_text("currency") }}) as original_currency_code,
        {{ filled_text("department") }} as department,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("generic") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["pay_run", "worker", "line_code", "line_number"]) }} as is_newest
    from typed

),

final as (

    select
        pay_run,
        worker,
        line_code,
        line_number,
        period_start,
        period_end,
        pay_date,
        line_kind,
        burdened_line_kind,
        hours,
        original_amount,
        original_currency_code,
        department,
        source_system,
        source_file,
        source_row,
        loaded_at
    from versions
    where is_newest

)

select * from final
