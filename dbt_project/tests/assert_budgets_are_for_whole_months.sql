-- If this fails, a row of budgets.csv is not dated on the first day of its month, so nothing that
-- was spent would stand beside it.
select
    budget_month,
    tier,
    cost_class
from {{ ref("budgets") }}
where budget_month <> {{ month_start("budget_month") }}
