{{ config(materialized="view") }}

{{ union_staged("invoice_lines") }}
