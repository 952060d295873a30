{#- What a provider charged, per month of service and line of its contract: units and their price
    as the provider states them, else as its documents do, else so many whole units as the amount
    pays for at the contract's price. -#}
with

contracts as (

    select * from {{ ref("provider_contracts") }}

),

providers as (

    select * from {{ ref("providers") }}

),

billed_units as (

    select * from {{ ref("int_work_billed_units_unioned") }}

),

placed_units as (

    select * from {{ ref("int_work_items_placed") }}
    where item_kind = 'billed_units'

),

invoice_lines as (

    select * from {{ ref("int_costs_invoice_lines_unioned") }}
    where document_type in ('invoice', 'expense', 'credit_note')

),

dated_lines as (

    select
        *,
        {{ month_start("coalesce(service_start_date, document_date)") }} as audit_month,
        {{ row_id("source_file", "source_row") }} as line_id
    from invoice_lines

),

-- A credit note need not say what it is for: it belongs to the provider's line that its words
-- match, else to the first one.
ranked_lines as (

    select
        contracts.contract_line_id,
        contracts.valid_from,
        dated_lines.audit_month,
        dated_lines.document_number,
        dated_lines.document_type,
        dated_lines.original_amount,
        dated_lines.quantity,
        dated_lines.unit_price,
        row_number() over (
            partition by dated_lines.line_id
            order by
                case
                    when lower(dated_lines.description) like lower(contracts.description_pattern)
                        then 0
                    when contracts.description_pattern is null then 1
                    else 2
                end,
                contracts.contract_line_id
        ) as line_rank
    from dated_lines
    inner join providers
        on lower(dated_lines.vendor_name) = lower(providers.vendor_name)
    inner join contracts
        on
            providers.provider_id = contracts.provider_id
            and dated_lines.original_currency_code = contracts.currency_code
            and {{ is_valid_on("dated_lines.audit_month", "contracts") }}
            and (
                dated_lines.document_type = 'credit_note'
                or contracts.description_pattern is null
                or lower(dated_lines.description) like lower(contracts.description_pattern)
            )

),

charged as (

    select
        contract_line_id,
        valid_from,
        audit_month,
        sum(case when document_type <> 'credit_note' then original_amount end) as charged_amount,
        -coalesce(sum(case when document_type = 'credit_note' then original_amount end), 0)
            as credited_amount
    from ranked_lines
    where line_rank = 1
    group by contract_line_id, valid_from, audit_month

),

documents as (

    select distinct
        contract_line_id,
        valid_from,
        audit_month,
        document_number
    from ranked_lines
    where line_rank = 1

),

documents_named as (

    select
        contract_line_id,
        valid_from,
        audit_month,
        {{ joined_text("document_number", ", ") }} as document_numbers
    from documents
    group by contract_line_id, valid_from, audit_month

),

stated as (

    select
        contracts.contract_line_id,
        contracts.valid_from,
        placed_units.work_month as audit_month,
        'billed_units' as unit_source,
        billed_units.billed_unit_count as unit_count,
        coalesce(billed_units.unit_rate_original_amount, contracts.per_unit_amount)
            as charged_per_unit_amount,
        contracts.per_unit_amount
    from billed_units
    inner join placed_units
        on
            billed_units.source_system = placed_units.source_system
            and {{ row_id("billed_units.source_file", "billed_units.source_row") }}
            = placed_units.item_id
    inner join contracts
        on
            placed_units.provider_id = contracts.provider_id
            and billed_units.unit_kind = contracts.unit_kind
            and {{ is_valid_on("placed_units.work_month", "contracts") }}
    union all
    select
        contracts.contract_line_id,
        contracts.valid_from,
        ranked_lines.audit_month,
        'invoice_quantity' as unit_source,
        ranked_lines.quantity as unit_count,
        coalesce(ranked_lines.unit_price, contracts.per_unit_amount) as charged_per_unit_amount,
        contracts.per_unit_amount
    from ranked_lines
    inner join contracts
        on
            ranked_lines.contract_line_id = contracts.contract_line_id
            and ranked_lines.valid_from = contracts.valid_from
    where
        ranked_lines.line_rank = 1
        and ranked_lines.document_type <> 'credit_note'
        and ranked_lines.quantity is not null

),

-- Where a provider states its units in a file of their own, that counts.
chosen as (

    select
        contract_line_id,
        valid_from,
        audit_month,
        min(unit_source) as unit_source
    from stated
    group by contract_line_id, valid_from, audit_month

),

summed as (

    select
        stated.contract_line_id,
        stated.valid_from,
        stated.audit_month,
        stated.unit_source,
        count(*) as row_count,
        sum(stated.unit_count) as unit_count,
        sum(
            case
                when stated.charged_per_unit_amount > stated.per_unit_amount then stated.unit_count
                else 0
            end
        ) as dear_unit_count,
        sum({{ unit_charge("stated.unit_count", "stated.charged_per_unit_amount") }})
            as units_amount,
        sum(
            {{ unit_charge(
                "stated.unit_count",
                "least(stated.charged_per_unit_amount, stated.per_unit_amount)"
            ) }}
        ) as units_contract_amount
    from stated
    inner join chosen
        on
            stated.contract_line_id = chosen.contract_line_id
            and stated.valid_from = chosen.valid_from
            and stated.audit_month = chosen.audit_month
            and stated.unit_source = chosen.unit_source
    group by
        stated.contract_line_id, stated.valid_from, stated.audit_month, stated.unit_source

),

billed_months as (

    select
        contract_line_id,
        valid_from,
        audit_month
    from charged
    union
    select
        contract_line_id,
        valid_from,
        audit_month
    from summed

),

whole_units as (

    select
        billed_months.contract_line_id,
        billed_months.valid_from,
        billed_months.audit_month,
        documents_named.document_numbers,
        charged.charged_amount,
        charged.credited_amount,
        contracts.per_unit_amount,
        summed.unit_source,
        summed.row_count,
        summed.unit_count,
        summed.dear_unit_count,
        summed.units_amount,
        summed.units_contract_amount,
        cast(
            {{ integer_divide(
                wide_integer("(greatest(charged.charged_amount, 0) + 0.005) * 1000000"),
                wide_integer("contracts.per_unit_amount * 1000000")
            ) }} as decimal(18, 4)
        ) as paid_unit_count
    from billed_months
    inner join contracts
        on
            billed_months.contract_line_id = contracts.contract_line_id
            and billed_months.valid_from = contracts.valid_from
    left join charged
        on
            billed_months.contract_line_id = charged.contract_line_id
            and billed_months.valid_from = charged.valid_from
            and billed_months.audit_month = charged.audit_month
    left join documents_named
        on
            billed_months.contract_line_id = documents_named.contract_line_id
            and billed_months.valid_from = documents_named.valid_from
            and billed_months.audit_month = documents_named.audit_month
    left join summed
        on
            billed_months.contract_line_id = summed.contract_line_id
            and billed_months.valid_from = summed.valid_from
            and billed_months.audit_month = summed.audit_month

),

final as (

    select
        contract_line_id,
        valid_from,
        audit_month,
        document_numbers,
        charged_amount is not null as has_invoice,
        coalesce(charged_amount, units_amount, 0) as invoiced_amount,
        coalesce(credited_amount, 0) as credited_amount,
        coalesce(unit_source, 'invoice_amount') as billed_unit_source,
        coalesce(row_count, 1) as row_count,
        coalesce(unit_count, paid_unit_count, 0) as billed_unit_count,
        coalesce(dear_unit_count, 0) as dear_unit_count,
        coalesce(units_amount - units_contract_amount, 0) as dear_amount,
        coalesce(
            units_contract_amount, {{ unit_charge("paid_unit_count", "per_unit_amount") }}, 0
        ) as units_contract_amount
    from whole_units

)

select * from final
