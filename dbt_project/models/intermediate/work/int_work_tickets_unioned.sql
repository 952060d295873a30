{{ config(materialized="view") }}

{{ union_staged("tickets") }}
