-- If this fails, a row of month_closes.csv names no month by its first day, or closes it before it
-- has ended: changes of its cost would go unseen, or be shown while it still grows.
select
    closed_month,
    closed_on
from {{ ref("month_closes") }}
where
    closed_month <> {{ month_start("closed_month") }}
    or closed_on < {{ add_months(month_start("closed_month"), 1) }}
