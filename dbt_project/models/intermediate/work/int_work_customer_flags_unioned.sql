{{ config(materialized="view") }}

{{ union_staged("customer_flags") }}
