{{ config(materialized="view") }}

{{ union_staged("agents") }}
