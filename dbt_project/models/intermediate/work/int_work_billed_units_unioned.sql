{{ config(materialized="view") }}

{{ union_staged("billed_units") }}
