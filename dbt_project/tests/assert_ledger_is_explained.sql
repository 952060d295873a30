{{ config(meta={
    "names": ["ledger_month", "source_system", "original_currency_code"],
    "remedy": "A model has lost or doubled rows of that source; nothing needs to be changed in the exports."
}) }}

-- If this fails, an amount of the ledger is neither cost of a month, nor deferred, nor excluded for
-- a reason; nothing is published until it is found.
select
    ledger_month,
    source_system,
    original_currency_code
from {{ ref("fct_cost_reconciliations") }}
where unexplained_original_amount <> 0
