{{ config(materialized="view") }}

{{ union_staged("qa_reviews", happened="reviewed_at") }}
