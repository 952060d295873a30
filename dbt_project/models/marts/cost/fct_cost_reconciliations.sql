{#- The ledger side is read from the staged lines themselves, the cost side from what was accrued: a
    line that is lost on the way leaves its amount unexplained. -#}
with

payroll_lines as (

    select * from {{ ref("int_costs_payroll_lines_unioned") }}

),

invoice_lines as (

    select * from {{ ref("int_costs_invoice_lines_unioned") }}

),

pooled as (

    select * from {{ ref("int_costs_lines_pooled") }}

),

accrued as (

    select * from {{ ref("int_costs_accrued") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

payroll_sources as (

    select distinct
        source_system,
        original_currency_code
    from payroll_lines

),

privacy as (

    select * from {{ ref("int_privacy_home") }}

),

movements as (

    select
        {{ month_start("pay_date") }} as ledger_month,
        source_system,
        original_currency_code,
        'ledger' as movement,
        {{ cents_from_amount("original_amount") }} as cents
    from payroll_lines
    union all
    select
        {{ month_start("document_date") }} as ledger_month,
        source_system,
        original_currency_code,
        'ledger' as movement,
        {{ cost_cents_of_invoice_line() }} as cents
    from invoice_lines
    union all
    select
        {{ month_start("booked_date") }} as ledger_month,
        source_system,
        original_currency_code,
        'excluded' as movement,
        original_cents as cents
    from pooled
    where
        is_excluded
        and line_source <> 'imputed'
    union all
    select
        accrued.cost_month as ledger_month,
        accrued.source_system,
        accrued.original_currency_code,
        'accrued' as movement,
        accrued.original_cents as cents
    from accrued
    where
        not accrued.is_deferred
        and not accrued.is_imputed
    union all
    -- Booked in this month for another month's service: deferred until then, or caught up since.
    select
        {{ month_start("booked_date") }} as ledger_month,
        source_system,
        original_currency_code,
        'deferred' as movement,
        original_cents as cents
    from accrued
    where not is_imputed
    union all
    select
        accrued.cost_month as ledger_month,
        accrued.source_system,
        accrued.original_currency_code,
        'deferred' as movement,
        -accrued.original_cents as cents
    from accrued
    where
        not accrued.is_imputed
        and not accrued.is_deferred
    union all
    select
        cost_month as ledger_month,
        source_system,
        original_currency_code,
        'imputed' as movement,
        original_cents as cents
    from accrued
    where
        is_imputed
        and not is_deferred

),

sums as (

    select
        ledger_month,
        source_system,
        {%- for movement in ["ledger", "accrued", "deferred", "excluded", "imputed"] %}
            cast(sum(case when movement = '{{ movement }}' then cents else 0 end) as bigint)
                as {{ movement }}_cents,
        {%- endfor %}
        original_currency_code
    from movements
    group by ledger_month, source_system, original_currency_code

),

final as (

    select
        sums.ledger_month,
        sums.source_system,
        sums.original_currency_code,
        {%- for movement in ["ledger", "accrued", "deferred", "excluded", "imputed"] %}
            case
                when
                    not privacy.is_payroll_ledger_withheld
                    or payroll_sources.source_system is null
                    then {{ amount_from_cents("sums." ~ movement ~ "_cents") }}
            end as {{ movement }}_original_amount,
        {%- endfor %}
        {{ amount_from_cents(
            "sums.ledger_cents - sums.accrued_cents - sums.deferred_cents - sums.excluded_cents"
        ) }} as unexplained_original_amount,
        privacy.is_payroll_ledger_withheld
        and payroll_sources.source_system is not null as is_suppressed,
        sums.ledger_month > as_of.as_of_month as is_after_as_of
    from sums
    cross join as_of
    cross join privacy
    left join payroll_sources
        on
            sums.source_system = payroll_sources.source_system
            and sums.original_currency_code = payroll_sources.original_currency_code

)

select * from final
