{#- Every ledger line, and owner's time that no ledger pays, in one shape: what it is, when it was
    booked, which days it serves. -#}
with

payroll_lines as (

    select * from {{ ref("int_costs_payroll_burdened") }}

),

invoice_lines as (

    select * from {{ ref("int_costs_invoice_lines_unioned") }}

),

agents as (

    select * from {{ ref("int_work_agents") }}

),

time_entries as (

    select * from {{ ref("int_work_time_entries") }}

),

imputed_rates as (

    select * from {{ ref("imputed_rates") }}

),

-- Who joins or leaves within a pay period is on the roster for a part of it.
roster_lines as (

    select
        payroll_lines.*,
        agents.agent_key,
        agents.role_band,
        row_number() over (
            partition by
                payroll_lines.source_file, payroll_lines.source_row, payroll_lines.line_code,
                payroll_lines.line_number, payroll_lines.burden_part
            order by agents.valid_from desc, agents.agent_key asc
        ) as roster_rank
    from payroll_lines
    left join agents
        on
            payroll_lines.source_system = agents.agent_source_system
            and payroll_lines.worker = agents.agent_source_id
            and agents.valid_from <= payroll_lines.period_end
            and (agents.valid_to is null or payroll_lines.period_start < agents.valid_to)

),

payroll as (

    select
        'payroll' as line_source,
        roster_lines.source_system,
        roster_lines.source_file,
        roster_lines.source_row,
        concat_ws(
            ':', roster_lines.source_file, cast(roster_lines.source_row as varchar),
            roster_lines.line_code, cast(roster_lines.line_number as varchar),
            roster_lines.burden_part
        ) as line_id,
        -- What burdens overtime costs as overtime.
        case
            when roster_lines.burden_part = 'overtime' then 'overtime'
            else roster_lines.line_kind
        end as line_kind,
        roster_lines.agent_key,
        roster_lines.role_band,
        cast(null as varchar) as vendor_name,
        cast(null as varchar) as account,
        roster_lines.department as description,
        roster_lines.pay_date as booked_date,
        roster_lines.period_start as service_start_date,
        roster_lines.period_end as service_end_date,
        true as has_service_period,
        roster_lines.original_cents,
        roster_lines.original_currency_code
    from roster_lines
    where roster_lines.roster_rank = 1

),

invoices as (

    select
        'invoice' as line_source,
        source_system,
        source_file,
        source_row,
        {{ row_id("source_file", "source_row") }} as line_id,
        document_type as line_kind,
        cast(null as varchar) as agent_key,
        cast(null as varchar) as role_band,
        vendor_name,
        account,
        description,
        document_date as booked_date,
        case
            when service_start_date is not null and service_end_date is not null
                then service_start_date
            else {{ month_start("document_date") }}
        end as service_start_date,
        case
            when service_start_date is not null and service_end_date is not null
                then service_end_date
            else {{ add_days(add_months(month_start("document_date"), 1), -1) }}
        end as service_end_date,
        service_start_date is not null and service_end_date is not null as has_service_period,
        {{ cost_cents_of_invoice_line() }} as original_cents,
        original_currency_code
    from invoice_lines

),

imputed as (

    select
        'imputed' as line_source,
        time_entries.source_system,
        time_entries.source_file,
        time_entries.source_row,
        concat_ws(
            ':', time_entries.source_file, cast(time_entries.source_row as varchar), 'imputed'
        ) as line_id,
        time_entries.activity as line_kind,
        time_entries.agent_key,
        time_entries.role_band,
        cast(null as varchar) as vendor_name,
        cast(null as varchar) as account,
        cast(null as varchar) as description,
        time_entries.work_date as booked_date,
        time_entries.work_date as service_start_date,
        time_entries.work_date as service_end_date,
        true as has_service_period,
        cast(
            {{ integer_divide(
                "2 * " ~ wide_integer("time_entries.worked_seconds") ~ " * "
                ~ cents_from_amount("imputed_rates.hourly_amount") ~ " + 3600",
                "7200"
            ) }} as bigint
        ) as original_cents,
        imputed_rates.currency_code as original_currency_code
    from time_entries
    inner join imputed_rates
        on
            time_entries.agent_key = imputed_rates.agent_key
            and {{ is_valid_on("time_entries.work_date", "imputed_rates") }}

),

final as (

    select * from payroll
    union all
    select * from invoices
    union all
    select * from imputed

)

select * from final
