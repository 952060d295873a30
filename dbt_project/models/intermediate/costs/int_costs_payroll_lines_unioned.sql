{{ config(materialized="view") }}

{{ union_staged("payroll_lines", happened="pay_date") }}
