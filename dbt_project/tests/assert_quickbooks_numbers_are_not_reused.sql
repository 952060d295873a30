{{ config(severity="warn") }}

{#- If this warns, a later report holds a document of the same vendor, kind and number with
    another date. It replaced the earlier one. That is right for a corrected date and wrong for
    a vendor who uses a number twice: give the second document a number of its own in QuickBooks
    and export again. -#}
with

documents as (

    select distinct
        vendor,
        transaction_type,
        trim(num) as document_number,
        date as document_date,
        _load_number
    from {{ source("quickbooks", "transactions_by_vendor") }}
    where trim(num) <> ''

)

select
    earlier.vendor,
    earlier.transaction_type,
    earlier.document_number,
    earlier.document_date as replaced_date,
    later.document_date
from documents as earlier
inner join documents as later
    on
        earlier.vendor = later.vendor
        and earlier.transaction_type = later.transaction_type
        and earlier.document_number = later.document_number
        and earlier._load_number < later._load_number
        and earlier.document_date <> later.document_date
