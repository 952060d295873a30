{{ config(materialized="view") }}

{{ union_staged("tickets", happened="created_at") }}
