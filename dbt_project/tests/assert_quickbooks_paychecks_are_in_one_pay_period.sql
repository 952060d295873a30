-- If this fails, paychecks of a worker and day stand in two payroll summaries with different pay
-- periods in their names, so pay would count twice: remove one, or name both by their pay period.
with

payroll_lines as (

    select * from {{ ref("stg_quickbooks__payroll_lines") }}

)

select
    pay_date,
    count(distinct source_file) as file_count,
    min(source_file) as first_file,
    max(source_file) as last_file
from payroll_lines
group by pay_date, worker
having count(distinct pay_run) > 1
