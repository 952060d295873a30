{{ config(materialized="view") }}

{{ union_staged("surveys", happened="responded_at") }}
