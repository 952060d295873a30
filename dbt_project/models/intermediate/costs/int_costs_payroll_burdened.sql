{#- Payroll lines with the earning that each employer tax or benefit burdens. A journal that gives
    one figure for all of a worker's earnings is split between regular pay and overtime in proportion to
    them, by largest remainder; a tie goes to regular pay. -#}
with

payroll_lines as (

    select
        *,
        {{ cents_from_amount("original_amount") }} as original_cents
    from {{ ref("int_costs_payroll_lines_unioned") }}

),

earnings as (

    select
        source_system,
        pay_run,
        worker,
        sum(
            case when line_kind in ('regular', 'pto', 'bonus') then original_cents else 0 end
        ) as regular_cents,
        sum(case when line_kind = 'overtime' then original_cents else 0 end) as overtime_cents
    from payroll_lines
    group by source_system, pay_run, worker

),

lines as (

    select
        payroll_lines.*,
        case
            when payroll_lines.line_kind not in ('employer_tax', 'employer_benefit')
                then payroll_lines.line_kind
            else coalesce(payroll_lines.burdened_line_kind, 'both')
        end as earning_kind,
        greatest(earnings.regular_cents, 0) as regular_cents,
        greatest(earnings.overtime_cents, 0) as overtime_cents
    from payroll_lines
    inner join earnings
        on
            payroll_lines.source_system = earnings.source_system
            and payroll_lines.pay_run = earnings.pay_run
            and payroll_lines.worker = earnings.worker

),

split as (

    select
        lines.*,
        -- Rounded half down: of two equal remainders the cent stays with regular pay.
        case
            when lines.earning_kind = 'overtime' then lines.original_cents
            when lines.earning_kind <> 'both' then 0
            when lines.regular_cents + lines.overtime_cents = 0 then 0
            else
                sign(lines.original_cents)
                * cast(
                    {{ integer_divide(
                        "2 * " ~ wide_integer("abs(lines.original_cents)") ~ " * lines.overtime_cents"
                        ~ " + lines.regular_cents + lines.overtime_cents - 1",
                        "2 * (lines.regular_cents + lines.overtime_cents)"
                    ) }} as bigint
                )
        end as overtime_part_cents
    from lines

),

parts as (

    select
        *,
        'overtime' as burden_part,
        cast(overtime_part_cents as bigint) as part_cents
    from split
    where overtime_part_cents <> 0
    union all
    select
        *,
        'regular' as burden_part,
        cast(original_cents - overtime_part_cents as bigint) as part_cents
    from split
    where original_cents - overtime_part_cents <> 0 or original_cents = 0

),

final as (

    select
        source_system,
        source_file,
        source_row,
        pay_run,
        worker,
        line_code,
        line_number,
        period_start,
        period_end,
        pay_date,
        line_kind,
        burden_part,
        department,
        part_cents as original_cents,
        original_currency_code
    from parts

)

select * from final
