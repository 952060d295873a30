{#- A batch is corrected as a whole: the last load that holds it counts. The export has no dates:
    the pay period and the pay day stand in the name of its file. -#}
{%- set dates = "paydata_([0-9-]{10})_([0-9-]{10})_paid_([0-9-]{10})" -%}
with

source as (

    select * from {{ source("adp", "paydata") }}

),

typed as (

    select
        {{ filled_text("co_code") }} as company_code,
        {{ filled_text("batch_id") }} as batch_id,
        {{ filled_text("file_number") }} as worker,
        {{ date_from_iso(regexp_capture("_source_file", dates, 1)) }} as period_start,
        {{ date_from_iso(regexp_capture("_source_file", dates, 2)) }} as period_end,
        {{ date_from_iso(regexp_capture("_source_file", dates, 3)) }} as pay_date,
        {{ filled_text("temp_dept") }} as department,
        {{ decimal_from_text("reg_hours", 12, 4) }} as regular_hours,
        {{ money_from_text("reg_earnings") }} as regular_amount,
        {{ decimal_from_text("ot_hours", 12, 4) }} as overtime_hours,
        {{ money_from_text("ot_earnings") }} as overtime_amount,
        upper({{ filled_text("hours_3_code") }}) as hours_code_1,
        {{ decimal_from_text("hours_3_amount", 12, 4) }} as coded_hours_1,
        upper({{ filled_text("hours_3_code_2") }}) as hours_code_2,
        {{ decimal_from_text("hours_3_amount_2", 12, 4) }} as coded_hours_2,
        upper({{ filled_text("earnings_3_code") }}) as earnings_code_1,
        {{ money_from_text("earnings_3_amount") }} as coded_amount_1,
        upper({{ filled_text("earnings_3_code_2") }}) as earnings_code_2,
        {{ money_from_text("earnings_3_amount_2") }} as coded_amount_2,
        _load_number,
        _source_file,
        {{ lineage("adp") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version([
            "company_code", "batch_id", "period_start", "period_end", "pay_date"
        ]) }} as is_newest
    from typed

),

final as (

    select
        company_code || ' ' || batch_id || ', ' || cast(period_start as varchar) || ' - '
        || cast(period_end as varchar) || ', paid ' || cast(pay_date as varchar) as pay_run,
        worker,
        period_start,
        period_end,
        pay_date,
        department,
        regular_hours,
        regular_amount,
        overtime_hours,
        overtime_amount,
        hours_code_1,
        coded_hours_1,
        hours_code_2,
        coded_hours_2,
        earnings_code_1,
        coded_amount_1,
        earnings_code_2,
        coded_amount_2,
        source_system,
        source_file,
        source_row,
        loaded_at
    from versions
    where is_newest

)

select * from final
