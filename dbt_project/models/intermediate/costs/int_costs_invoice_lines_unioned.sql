{{ config(materialized="view") }}

{{ union_staged("invoice_lines", happened="document_date") }}
