{#- One line per kind of pay in a row of the journal. Gusto pays in US dollars. -#}
{%- set lines = [
    ("REG", "regular", "regular_amount", "regular_hours"),
    ("OT", "overtime", "overtime_amount", "overtime_hours"),
    ("BONUS", "bonus", "bonus_amount", none),
    ("TIPS", "tips_passthrough", "tips_amount", none),
    ("OTHER", "other", "other_amount", none),
    ("ER_TAX", "employer_tax", "employer_tax_amount", none),
    ("REIMB", "reimbursement", "reimbursement_amount", none),
] -%}
with

pay_run_rows as (

    select * from {{ ref("stg_gusto__pay_run_rows") }}

),

lines as (

    {%- for line_code, line_kind, amount, hours in lines %}
        select
            pay_run,
            worker,
            '{{ line_code }}' as line_code,
            '{{ line_kind }}' as line_kind,
            period_start,
            period_end,
            pay_date,
            {{ hours or "cast(null as decimal(12, 4))" }} as hours,
            {{ amount }} as original_amount,
            source_system,
            source_file,
            source_row,
            loaded_at
        from pay_run_rows
        {{ "union all" if not loop.last }}
    {%- endfor %}

),

-- Blank and zero cells are no lines. Hours without money stay, and fail the tests.
filled as (

    select *
    from lines
    where
        original_amount <> 0
        or (original_amount is null and hours <> 0)

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
        cast(original_amount as decimal(18, 2)) as original_amount,
        'USD' as original_currency_code,
        cast(null as varchar) as department,
        source_system,
        source_file,
        source_row,
        loaded_at
    from filled

)

select * from final
