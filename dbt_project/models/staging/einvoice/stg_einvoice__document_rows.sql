{#- A document is corrected as a whole: the rows of the last load that holds it count. The same
    invoice may come as XML and inside a PDF, in either syntax: it counts once. UBL writes dates
    YYYY-MM-DD, CII YYYYMMDD. -#}
{%- set columns = [
    "row_kind", "document_kind", "document_number", "document_type_code", "issue_date",
    "document_currency_code", "seller_name", "document_period_start", "document_period_end",
    "document_account", "tax_exclusive_total", "tax_total", "item_name", "item_description",
    "quantity", "price", "price_base_quantity", "line_amount", "line_period_start",
    "line_period_end", "line_account", "tax_percent", "_load_number", "_source_file", "_source_row",
    "_loaded_at",
] -%}
with

source as (

    select {{ columns | join(", ") }}
    from {{ source("einvoice", "cii_documents") }}
    union all
    select {{ columns | join(", ") }}
    from {{ source("einvoice", "ubl_documents") }}

),

typed as (

    select
        {{ filled_text("seller_name") }} as vendor_name,
        {{ filled_text("document_number") }} as document_number,
        {{ filled_text("document_kind") }} as document_kind,
        {{ filled_text("document_type_code") }} as document_type_code,
        {{ filled_text("row_kind") }} as row_kind,
        coalesce({{ filled_text("item_name") }}, {{ filled_text("item_description") }})
            as description,
        coalesce({{ filled_text("line_account") }}, {{ filled_text("document_account") }})
            as account,  -- noqa: RF04
        {{ decimal_from_text("quantity", 18, 4) }} as quantity,
        {{ decimal_from_text("price", 18, 6) }} as price,
        coalesce({{ decimal_from_text("price_base_quantity", 18, 4) }}, 1) as price_unit_count,
        {{ money_from_text("line_amount") }} as stated_amount,
        {{ decimal_from_text("tax_percent", 9, 4) }} as tax_percent,
        {{ money_from_text("tax_exclusive_total") }} as document_net_amount,
        {{ money_from_text("tax_total") }} as document_tax_amount,
        upper({{ filled_text("document_currency_code") }}) as original_currency_code,
        {%- for column in [
            "issue_date", "document_period_start", "document_period_end", "line_period_start",
            "line_period_end",
        ] %}
            coalesce({{ date_from_iso(column) }}, {{ date_from_digits(column) }}) as {{ column }},
        {%- endfor %}
        _load_number,
        _source_file,
        {{ lineage("einvoice") }}
    from source

),

versions as (

    select
        *,
        line_period_start is not null and line_period_end is not null as has_line_period,
        {{ is_newest_version(["vendor_name", "document_number", "document_type_code"]) }}
            as is_newest
    from typed

),

final as (

    select
        vendor_name,
        document_number,
        document_kind,
        document_type_code,
        row_kind,
        issue_date as document_date,
        case
            when has_line_period then line_period_start else document_period_start
        end as service_start_date,
        case
            when has_line_period then line_period_end else document_period_end
        end as service_end_date,
        description,
        account,
        quantity,
        {{ price_per_unit("price", "price_unit_count") }} as unit_price,
        case when row_kind = 'allowance' then -stated_amount else stated_amount end as row_amount,
        tax_percent,
        document_net_amount,
        document_tax_amount,
        original_currency_code,
        source_system,
        source_file,
        source_row,
        loaded_at
    from versions
    where is_newest

)

select * from final
