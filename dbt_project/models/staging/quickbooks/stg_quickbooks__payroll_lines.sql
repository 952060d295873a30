{#- Up to three lines per paycheck: pay of all kinds, employer taxes, employer benefits. A pay run
    is corrected as a whole: the last load that holds it counts. The export carries no pay period:
    it stands in the name of its file. QuickBooks pays in US dollars. -#}
{%- set dates = "payroll-summary_([0-9-]{10})_([0-9-]{10})" -%}
{%- set lines = [
    ("PAY", "regular", "total_pay", "hours"),
    ("ER_TAX", "employer_tax", "employer_taxes", none),
    ("ER_BENEFIT", "employer_benefit", "company_contributions", none),
] -%}
with

source as (

    select * from {{ source("quickbooks", "payroll_summary") }}
    where coalesce(lower(trim(check_date)), '') not like 'total%'

),

typed as (

    select
        {{ date_from_iso(regexp_capture("_source_file", dates, 1)) }} as period_start,
        {{ date_from_iso(regexp_capture("_source_file", dates, 2)) }} as period_end,
        {{ date_from_month_first("check_date") }} as pay_date,
        {{ filled_text("name") }} as worker,
        {{ decimal_from_text("total_hours", 12, 4) }} as hours,
        {%- for _, _, amount, _ in lines %}
            {{ money_from_text(amount) }} as {{ amount }},
            {{ filled_text(amount) }} is not null as has_{{ amount }},
        {%- endfor %}
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("quickbooks") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["period_start", "period_end", "pay_date"]) }} as is_newest
    from typed

),

lines as (

    {%- for line_code, line_kind, amount, hours in lines %}
        select
            cast(period_start as varchar) || ' - ' || cast(period_end as varchar) || ', paid '
            || cast(pay_date as varchar) as pay_run,
            worker,
            '{{ line_code }}' as line_code,
            '{{ line_kind }}' as line_kind,
            period_start,
            period_end,
            pay_date,
            {{ hours or "cast(null as decimal(12, 4))" }} as hours,
            {{ amount }} as original_amount,
            has_{{ amount }} as has_amount,
            source_system,
            source_file,
            source_row,
            loaded_at
        from versions
        where is_newest
        {{ "union all" if not loop.last }}
    {%- endfor %}

),

-- Blank and zero cells are no lines. An amount that cannot be read stays, and fails the tests.
filled as (

    select *
    from lines
    where
        original_amount <> 0
        or (original_amount is null and has_amount)

),

final as (

    select
        pay_run,
        worker,
        line_code,
        cast(
            row_number() over (
                partition by pay_run, worker, line_code order by source_file, source_row
            ) as integer
        ) as line_number,
        period_start,
        period_end,
        pay_date,
        line_kind,
        cast(null as varchar) as burdened_line_kind,
        hours,
        original_amount,
        'USD' as original_currency_code,
        cast(null as varchar) as department,
        source_system,
        source_file,
        source_row,
        loaded_at
    from filled

)

select * from final
