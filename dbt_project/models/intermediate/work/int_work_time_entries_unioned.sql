{{ config(materialized="view") }}

{{ union_staged("time_entries", happened="work_date") }}
