{{ config(meta={
    "names": ["ledger_month", "source_system", "source_file", "source_row"],
    "remedy": "A model has lost or doubled that row; nothing needs to be changed in the exports."
}) }}

-- If this fails, a ledger line was lost or doubled when lines met their pool rules, and every total
-- of its month is wrong.
with

staged as (

    select
        {{ month_start("pay_date") }} as ledger_month,
        source_system,
        source_file,
        source_row,
        {{ cents_from_amount("original_amount") }} as cents
    from {{ ref("int_costs_payroll_lines_unioned") }}
    union all
    select
        {{ month_start("document_date") }} as ledger_month,
        source_system,
        source_file,
        source_row,
        {{ cost_cents_of_invoice_line() }} as cents
    from {{ ref("int_costs_invoice_lines_unioned") }}

),

staged_rows as (

    select
        ledger_month,
        source_system,
        source_file,
        source_row,
        sum(cents) as cents
    from staged
    group by ledger_month, source_system, source_file, source_row

),

pooled_rows as (

    select
        {{ month_start("booked_date") }} as ledger_month,
        source_system,
        source_file,
        source_row,
        sum(original_cents) as cents
    from {{ ref("int_costs_lines_pooled") }}
    where line_source <> 'imputed'
    group by {{ month_start("booked_date") }}, source_system, source_file, source_row

)

select
    coalesce(staged_rows.ledger_month, pooled_rows.ledger_month) as ledger_month,
    coalesce(staged_rows.source_system, pooled_rows.source_system) as source_system,
    coalesce(staged_rows.source_file, pooled_rows.source_file) as source_file,
    coalesce(staged_rows.source_row, pooled_rows.source_row) as source_row
from staged_rows
full outer join pooled_rows
    on
        staged_rows.ledger_month = pooled_rows.ledger_month
        and staged_rows.source_system = pooled_rows.source_system
        and staged_rows.source_file = pooled_rows.source_file
        and staged_rows.source_row = pooled_rows.source_row
where
    staged_rows.cents is null
    or pooled_rows.cents is null
    or staged_rows.cents <> pooled_rows.cents
