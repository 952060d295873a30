{{ config(meta={
    "names": ["source_file", "source_row"],
    "remedy": "A model has lost or doubled months of that row."
}) }}

-- If this fails, the months of an invoice or pay period do not add up to its amount: cents appear
-- or vanish between the ledger and the months.
with

lines as (

    select * from {{ ref("int_costs_lines_pooled") }}
    where not is_excluded

),

accrued as (

    select
        line_id,
        sum(original_cents) as accrued_cents
    from {{ ref("int_costs_accrued") }}
    group by line_id

)

select
    lines.source_file,
    lines.source_row
from lines
left join accrued
    on lines.line_id = accrued.line_id
where
    accrued.accrued_cents is null
    or accrued.accrued_cents <> lines.original_cents
