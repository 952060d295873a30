{{ config(materialized="view") }}

{{ union_staged("automation_events") }}
