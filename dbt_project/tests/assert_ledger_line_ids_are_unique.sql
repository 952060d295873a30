-- If this fails, two ledger lines share a key and one of them can be lost or counted twice.
select
    line_id,
    count(*) as row_count
from {{ ref("int_costs_lines") }}
group by line_id
having count(*) > 1
