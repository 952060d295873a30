{#- The tax of a document is the sum that it states; each row has its share by amount and percent,
    so that the shares add up to it to the cent. A row without tax has none. Where no row states a
    percent, the amounts alone decide. Amounts of a credit note are written as positive. What was
    prepaid is no part of an invoice's cost, and a prepayment invoice is a payment. -#}
{%- set document = "vendor_name, document_number, document_type_code" -%}
with

document_rows as (

    select * from {{ ref("stg_einvoice__document_rows") }}

),

kinds as (

    select
        *,
        case
            when document_kind = 'CreditNote' then 'credit_note'
            when document_type_code in (
                '81', '83', '261', '262', '296', '308', '381', '396', '420', '458', '532'
            ) then 'credit_note'
            when document_type_code = '386' then 'payment'
            when document_type_code = '325' then 'void'
            when document_type_code in (
                '80', '82', '84', '130', '326', '380', '382', '383', '384', '385', '388', '389',
                '390', '393', '394', '395', '527', '575', '623', '751', '780', '875', '876', '877'
            ) then 'invoice'
        end as document_type,
        {{ cents_from_amount("document_tax_amount") }} as document_tax_cents,
        {{ cents_from_amount("row_amount") }} as row_cents,
        {{ wide_integer(cents_from_amount("row_amount")) }}
        * {{ wide_integer("coalesce(tax_percent, 0) * 10000") }} as taxed_weight
    from document_rows

),

weighed as (

    select
        *,
        case
            when sum(abs(taxed_weight)) over (partition by {{ document }}) = 0 then row_cents
            else taxed_weight
        end as tax_weight
    from kinds

),

run as (

    select
        *,
        sum(tax_weight) over (
            partition by {{ document }} order by source_row rows unbounded preceding
        ) as weight_through,
        sum(tax_weight) over (partition by {{ document }}) as weight_whole,
        row_number() over (partition by {{ document }} order by source_row desc) as rank_from_last
    from weighed

),

signed as (

    select
        *,
        case
            when document_type = 'credit_note' and document_net_amount > 0 then -1 else 1
        end as amount_sign,
        -- Rows that cancel each other out leave no weight: the last one has it all.
        case
            when weight_whole <> 0
                then
                    {{ rounded_share_cents(
                        "document_tax_cents", "weight_through", "weight_whole"
                    ) }}
                    - {{ rounded_share_cents(
                        "document_tax_cents", "(weight_through - tax_weight)", "weight_whole"
                    ) }}
            when rank_from_last = 1 or document_tax_cents is null then document_tax_cents
            else 0
        end as tax_cents
    from run

),

final as (

    select
        vendor_name,
        document_number,
        cast(
            row_number() over (
                partition by vendor_name, document_number
                order by document_type_code, source_row
            ) as integer
        ) as line_number,
        document_type,
        document_date,
        service_start_date,
        service_end_date,
        description,
        account,
        quantity,
        unit_price,
        cast(amount_sign * row_amount as decimal(18, 2)) as original_amount,
        {{ amount_from_cents("amount_sign * tax_cents") }} as tax_original_amount,
        cast(null as decimal(18, 2)) as recoverable_tax_original_amount,
        original_currency_code,
        cast(amount_sign * document_net_amount as decimal(18, 2)) as document_net_original_amount,
        'received' as status,
        source_system,
        source_file,
        source_row,
        loaded_at
    from signed

)

select * from final
