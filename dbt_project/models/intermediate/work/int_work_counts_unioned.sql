{{ config(materialized="view") }}

{{ union_staged("work_counts", happened="work_date") }}
