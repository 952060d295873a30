{{ config(materialized="view") }}

{{ union_staged("seats") }}
