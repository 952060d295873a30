{#- A bill is corrected as a whole: the rows of the last load that holds it count. The export does
    not say whether a bill's lines include tax; the bill's own total does: with tax on top, lines
    and tax add up to it, else the lines alone do. A bill that adds up neither way has no net
    amounts, and fails the tests. Drafts and bills that wait for approval are not booked: void. -#}
with

source as (

    select * from {{ source("xero", "bills") }}

),

typed as (

    select
        {{ filled_text("contact_name") }} as vendor_name,
        coalesce(
            {{ filled_text("invoice_number") }}, 'no number, ' || trim(invoice_date)
        ) as document_number,
        {{ word_from_text("type") }} as stated_type,
        {{ word_from_text("status") }} as status,
        {{ date_from_day_first("invoice_date") }} as document_date,
        {{ filled_text("description") }} as description,
        {{ filled_text("account_code") }} as account,  -- noqa: RF04
        {{ decimal_from_text("quantity", 18, 4) }} as quantity,
        {{ decimal_from_text("unit_amount", 18, 6) }} as unit_price,
        {{ money_from_text("line_amount") }} as line_amount,
        {{ money_from_text("tax_amount") }} as tax_amount,
        {{ money_from_text("total") }} as total_amount,
        {{ money_from_text("tax_total") }} as tax_total_amount,
        upper({{ filled_text("currency") }}) as original_currency_code,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("xero") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["vendor_name", "stated_type", "document_number"]) }} as is_newest
    from typed

),

documents as (

    select
        *,
        sum(line_amount) over (
            partition by vendor_name, stated_type, document_number
        ) as document_line_amount,
        sum(coalesce(tax_amount, 0)) over (
            partition by vendor_name, stated_type, document_number
        ) as document_tax_amount
    from versions
    where is_newest

),

kinds as (

    select
        *,
        case
            when document_line_amount + document_tax_amount = total_amount then line_amount
            when document_line_amount = total_amount then line_amount - coalesce(tax_amount, 0)
        end as net_amount,
        case
            when status in ('draft', 'submitted', 'awaiting approval', 'voided', 'deleted')
                then 'void'
            when status not in ('authorised', 'approved', 'awaiting payment', 'paid')
                then null
            when stated_type like '%credit note%' then 'credit_note'
            when stated_type like '%bill%' then 'invoice'
            when stated_type like '%payment%' then 'payment'
        end as document_type
    from documents

),

signed as (

    select
        *,
        case
            when stated_type like '%credit note%' and total_amount > 0 then -1
            else 1
        end as amount_sign
    from kinds

),

final as (

    select
        vendor_name,
        document_number,
        cast(
            row_number() over (
                partition by vendor_name, document_number
                order by stated_type, _load_number, _source_row
            ) as integer
        ) as line_number,
        document_type,
        document_date,
        cast(null as date) as service_start_date,
        cast(null as date) as service_end_date,
        description,
        account,
        quantity,
        unit_price,
        cast(amount_sign * net_amount as decimal(18, 2)) as original_amount,
        cast(amount_sign * tax_amount as decimal(18, 2)) as tax_original_amount,
        cast(null as decimal(18, 2)) as recoverable_tax_original_amount,
        original_currency_code,
        cast(
            amount_sign * (total_amount - tax_total_amount) as decimal(18, 2)
        ) as document_net_original_amount,
        status,
        source_system,
        source_file,
        source_row,
        loaded_at
    from signed

)

select * from final
