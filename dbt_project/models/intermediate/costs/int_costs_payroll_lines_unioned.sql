{{ config(materialized="view") }}

{{ union_staged("payroll_lines") }}
