{{ config(materialized="view") }}

{{ union_staged("time_entries") }}
