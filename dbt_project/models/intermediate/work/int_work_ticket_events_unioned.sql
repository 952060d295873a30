{{ config(materialized="view") }}

{{ union_staged("ticket_events", happened="event_at") }}
