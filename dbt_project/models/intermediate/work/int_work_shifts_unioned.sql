{{ config(materialized="view") }}

{{ union_staged("shifts") }}
