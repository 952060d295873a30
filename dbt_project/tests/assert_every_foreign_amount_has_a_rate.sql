{{ config(meta={
    "names": ["cost_month", "original_currency_code", "source_file", "source_row"],
    "remedy": "Add a rate of that month or of an earlier day to definitions/fx_rates.csv."
}) }}

-- If this fails, a document in a foreign currency has no exchange rate on or before its service
-- month. Add the rate to seeds/definitions/fx_rates.csv.
select
    source_file,
    source_row,
    original_currency_code,
    cost_month
from {{ ref("int_costs_accrued") }}
where cost_cents is null
