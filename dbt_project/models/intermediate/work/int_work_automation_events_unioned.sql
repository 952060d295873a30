{{ config(materialized="view") }}

{{ union_staged("automation_events", happened="event_at") }}
