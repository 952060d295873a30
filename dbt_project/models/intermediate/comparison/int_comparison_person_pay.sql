{#- Regular pay and paid hours of each person and month. Build only: it is people's pay. -#}
with

accrued as (

    select * from {{ ref("int_costs_accrued") }}
    where
        line_source = 'payroll'
        and line_kind = 'regular'
        and agent_key is not null
        and not is_deferred

),

payroll_lines as (

    select * from {{ ref("int_costs_payroll_lines_unioned") }}
    where line_kind = 'regular'

),

agents as (

    select * from {{ ref("int_work_agents") }}

),

row_hours as (

    select
        source_file,
        source_row,
        sum(hours) as hours
    from payroll_lines
    group by source_file, source_row

),

-- An export without hours: the working days of its period, at the person's share of full time.
roster_hours as (

    select
        accrued.line_id,
        max(agents.fte_share) * 8
        * (
            {{ working_days_before(add_days("accrued.service_end_date", 1)) }}
            - {{ working_days_before("accrued.service_start_date") }}
        ) as hours
    from accrued
    inner join agents
        on
            accrued.agent_key = agents.agent_key
            and agents.valid_from <= accrued.service_end_date
            and (agents.valid_to is null or accrued.service_start_date < agents.valid_to)
    group by accrued.line_id, accrued.service_start_date, accrued.service_end_date

),

final as (

    select
        accrued.cost_month,
        accrued.agent_key,
        sum(accrued.original_cents) as pay_cents,
        sum(
            cast(coalesce(row_hours.hours, roster_hours.hours) as {{ double_type() }})
            * accrued.original_cents / nullif(accrued.line_original_cents, 0)
        ) as paid_hours
    from accrued
    left join row_hours
        on
            accrued.source_file = row_hours.source_file
            and accrued.source_row = row_hours.source_row
    left join roster_hours
        on accrued.line_id = roster_hours.line_id
    group by accrued.cost_month, accrued.agent_key

)

select * from final
