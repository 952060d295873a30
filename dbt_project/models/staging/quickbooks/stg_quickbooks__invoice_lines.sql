{#- A document is corrected as a whole: the rows of the last load that holds it count. Documents
    without a number are known by their date. QuickBooks writes a cheque with the sign of the bank
    account and a credit with that of the debt: the kind of document decides the sign here, once for
    the whole document. -#}
with

source as (

    select * from {{ source("quickbooks", "transactions_by_vendor") }}

),

typed as (

    select
        {{ filled_text("vendor") }} as vendor_name,
        {{ filled_text("transaction_type") }} as transaction_type,
        coalesce({{ filled_text("num") }}, 'no number, ' || trim(date)) as document_number,
        {{ date_from_month_first("date") }} as document_date,
        {{ filled_text("memo_description") }} as description,
        {{ filled_text("split") }} as account,  -- noqa: RF04
        {{ money_from_text("amount") }} as amount,
        lower(coalesce(trim(posting), '')) as posting,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("quickbooks") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["vendor_name", "transaction_type", "document_number"]) }} as is_newest
    from typed

),

documents as (

    select
        *,
        sum(amount) over (
            partition by vendor_name, transaction_type, document_number
        ) as document_amount
    from versions
    where is_newest

),

kinds as (

    select
        *,
        case
            when posting = 'no' then 'void'
            when amount = 0 and lower(description) like 'void%' then 'void'
            when transaction_type = 'Bill' then 'invoice'
            when transaction_type in ('Vendor Credit', 'Credit Card Credit') then 'credit_note'
            when transaction_type in ('Expense', 'Check', 'Credit Card Expense') then 'expense'
            when transaction_type like 'Bill Payment%' then 'payment'
        end as document_type
    from documents

),

signed as (

    select
        *,
        case
            when document_type = 'credit_note' and document_amount > 0 then -1
            when document_type = 'expense' and document_amount < 0 then -1
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
                order by transaction_type, _load_number, _source_row
            ) as integer
        ) as line_number,
        document_type,
        document_date,
        {{ date_from_month_first(regexp_capture(
            "description", "Service ([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}) - ", 1
        )) }} as service_start_date,
        {{ date_from_month_first(regexp_capture(
            "description",
            "Service [0-9]{1,2}/[0-9]{1,2}/[0-9]{4} - ([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})",
            1
        )) }} as service_end_date,
        description,
        account,
        cast(null as decimal(18, 4)) as quantity,
        cast(null as decimal(18, 6)) as unit_price,
        cast(amount_sign * amount as decimal(18, 2)) as original_amount,
        cast(null as decimal(18, 2)) as tax_original_amount,
        cast(null as decimal(18, 2)) as recoverable_tax_original_amount,
        'USD' as original_currency_code,
        cast(amount_sign * document_amount as decimal(18, 2)) as document_net_original_amount,
        case
            when posting = 'no' then 'not posted'
            when document_type = 'void' then 'voided'
            else 'posted'
        end as status,
        source_system,
        source_file,
        source_row,
        loaded_at
    from signed

)

select * from final
