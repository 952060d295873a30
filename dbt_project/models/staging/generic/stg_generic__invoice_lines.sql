{#- The unit of correction is the document: lines that a document no longer has when it
    is exported again vanish. -#}
with

source as (

    select * from {{ source("generic", "invoice_lines") }}

),

typed as (

    select
        {{ filled_text("vendor") }} as vendor_name,
        {{ filled_text("document_no") }} as document_number,
        {{ integer_from_text("line_no", "integer") }} as line_number,
        {{ word_from_text("document_type") }} as document_type,
        {{ date_from_iso("document_date") }} as document_date,
        {{ date_from_iso("service_start") }} as service_start_date,
        {{ date_from_iso("service_end") }} as service_end_date,
        {{ filled_text("description") }} as description,
        {{ filled_text("account") }} as account,  -- noqa: RF04
        {{ decimal_from_text("quantity", 18, 4) }} as quantity,
        {{ decimal_from_text("unit_price", 18, 6) }} as unit_price,
        {{ money_from_text("net_amount") }} as original_amount,
        {{ money_from_text("tax_amount") }} as tax_original_amount,
        {{ money_from_text("recoverable_tax") }} as recoverable_tax_original_amount,
        upper({{ filled_text("currency") }}) as original_currency_code,
        {{ money_from_text("document_net") }} as document_net_original_amount,
        {{ word_from_text("status") }} as status,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("generic") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["vendor_name", "document_number"]) }} as is_newest
    from typed

),

final as (

    select
        vendor_name,
        document_number,
        line_number,
        document_type,
        document_date,
        service_start_date,
        service_end_date,
        description,
        account,
        quantity,
        unit_price,
        original_amount,
        tax_original_amount,
        recoverable_tax_original_amount,
        original_currency_code,
        document_net_original_amount,
        status,
        source_system,
        source_file,
        source_row,
        loaded_at
    from versions
    where is_newest

)

select * from final
