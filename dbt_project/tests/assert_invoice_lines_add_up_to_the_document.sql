{#- If this fails, lines of a vendor's document are missing or doubled: they do not add up to
    the net total that the document states. -#}
with

invoice_lines as (

    {{ union_staged("invoice_lines") | indent(4) }}

),

documents as (

    select
        source_system,
        vendor_name,
        document_number,
        document_type,
        min(source_file) as source_file,
        min(source_row) as source_row,
        sum(original_amount) as line_amount,
        min(document_net_original_amount) as least_net_amount,
        max(document_net_original_amount) as greatest_net_amount
    from invoice_lines
    group by source_system, vendor_name, document_number, document_type

)

select
    source_file,
    source_row,
    document_number
from documents
where
    line_amount <> least_net_amount
    or line_amount <> greatest_net_amount
