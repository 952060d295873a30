{#- A pay run is corrected as a whole: the last load that holds it counts. The export carries no pay
    period: it and the pay day stand in the name of its file. A line with a date of its own pays for
    that day. Paychex pays in US dollars. A component that is not listed here has no kind, and fails
    the tests: it might be a deduction, which is no cost. -#}
{%- set dates = "payroll_([0-9-]{10})_([0-9-]{10})_paid_([0-9-]{10})" -%}
with

source as (

    select * from {{ source("paychex", "pay_components") }}

),

typed as (

    select
        {{ date_from_iso(regexp_capture("_source_file", dates, 1)) }} as run_start,
        {{ date_from_iso(regexp_capture("_source_file", dates, 2)) }} as run_end,
        {{ date_from_iso(regexp_capture("_source_file", dates, 3)) }} as pay_date,
        {{ filled_text("worker_id") }} as worker,
        {{ filled_text("pay_component") }} as line_code,
        {{ filled_text("line_date") }} is not null as has_own_date,
        {{ date_from_month_first("line_date") }} as line_date,
        {{ decimal_from_text("hours", 12, 4) }} as hours,
        {{ money_from_text("amount") }} as original_amount,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("paychex") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["run_start", "run_end", "pay_date"]) }} as is_newest
    from typed

),

current_rows as (

    select
        *,
        cast(run_start as varchar) || ' - ' || cast(run_end as varchar) || ', paid '
        || cast(pay_date as varchar) as pay_run
    from versions
    where is_newest

),

final as (

    select
        pay_run,
        worker,
        line_code,
        cast(
            {{ number_among_equals(["pay_run", "worker", "line_code"]) }} as integer
        ) as line_number,
        case when has_own_date then line_date else run_start end as period_start,
        case when has_own_date then line_date else run_end end as period_end,
        pay_date,
        case
            when lower(line_code) in ('hourly', 'regular', 'salary') then 'regular'
            when lower(line_code) in ('overtime', 'doubletime') then 'overtime'
            when lower(line_code) in ('bonus', 'commission') then 'bonus'
            when lower(line_code) in ('vacation', 'sick', 'holiday', 'pto', 'personal') then 'pto'
            when lower(line_code) = 'tips' then 'tips_passthrough'
            when lower(line_code) in ('reimbursement', 'expense reimbursement')
                then 'reimbursement'
        end as line_kind,
        cast(null as varchar) as burdened_line_kind,
        hours,
        original_amount,
        'USD' as original_currency_code,
        cast(null as varchar) as department,
        source_system,
        source_file,
        source_row,
        loaded_at
    from current_rows

)

select * from final
