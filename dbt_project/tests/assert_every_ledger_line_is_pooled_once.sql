-- If this fails, a ledger line was lost or doubled when lines met their pool rules, and every total
-- of its month is wrong.
with

staged as (

    select {{ cents_from_amount("original_amount") }} as cents
    from {{ ref("int_costs_payroll_lines_unioned") }}
    union all
    select
        {{ cost_cents_of_invoice_line() }} as cents
    from {{ ref("int_costs_invoice_lines_unioned") }}

),

pooled as (

    select original_cents as cents
    from {{ ref("int_costs_lines_pooled") }}
    where line_source <> 'imputed'

),

sums as (

    select
        (select coalesce(sum(cents), 0) from staged) as staged_cents,
        (select coalesce(sum(cents), 0) from pooled) as pooled_cents

)

select *
from sums
where staged_cents <> pooled_cents
