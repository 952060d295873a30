{{ config(severity="warn") }}

-- If this warns, a ledger line matches no rule of cost_pool_rules.csv (or its worker is not on the
-- roster): its cost is published, but as unallocated overhead instead of in its tiers.
select
    source_file,
    source_row,
    line_kind
from {{ ref("int_costs_lines_pooled") }}
where pool_rule_id is null
