{#- Gusto corrects and exports again whole pay runs: the last load that holds the run counts. The
    journal has no id of the worker; the name stands for it. -#}
with

source as (

    select * from {{ source("gusto", "payroll_journal") }}

),

typed as (

    select
        {{ date_from_month_first(regexp_capture("payroll_period", "^ *([0-9/]+) *-", 1)) }}
            as period_start,
        {{ date_from_month_first(regexp_capture("payroll_period", "- *([0-9/]+) *$", 1)) }}
            as period_end,
        {{ date_from_month_first("pay_day") }} as pay_date,
        trim(last_name) || ', ' || coalesce(trim(first_name), '') as worker,
        {{ decimal_from_text("regular_hours", 12, 4) }} as regular_hours,
        {{ money_from_text("regular_amount") }} as regular_amount,
        {{ decimal_from_text("overtime_hours", 12, 4) }} as overtime_hours,
        {{ money_from_text("overtime_amount") }} as overtime_amount,
        {{ money_from_text("additional_earnings") }} as bonus_amount,
        {{ money_from_text("paycheck_tips") }} as tips_amount,
        {{ money_from_text("gross_earnings") }} as gross_amount,
        {{ money_from_text("employer_taxes") }} as employer_tax_amount,
        {{ money_from_text("reimbursements") }} as reimbursement_amount,
        {{ money_from_text("employer_cost") }} as employer_cost_amount,
        _load_number,
        _source_file,
        {{ lineage("gusto") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["period_start", "period_end", "pay_date"]) }} as is_newest
    from typed

),

final as (

    select
        cast(period_start as varchar) || ' - ' || cast(period_end as varchar) || ', paid '
        || cast(pay_date as varchar) as pay_run,
        worker,
        period_start,
        period_end,
        pay_date,
        regular_hours,
        regular_amount,
        overtime_hours,
        overtime_amount,
        bonus_amount,
        tips_amount,
        -- Earnings in columns that Gusto adds for one company (holiday pay, commission ...).
        gross_amount - coalesce(regular_amount, 0) - coalesce(overtime_amount, 0)
        - coalesce(bonus_amount, 0) - coalesce(tips_amount, 0) as other_amount,
        gross_amount,
        employer_tax_amount,
        reimbursement_amount,
        employer_cost_amount,
        source_system,
        source_file,
        source_row,
        loaded_at
    from versions
    where is_newest

)

select * from final
