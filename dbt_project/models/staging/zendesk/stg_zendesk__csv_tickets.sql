{{ config(materialized="table") }}

{#- Tickets of the CSV export, whose times are to the minute and in the account's time zone, without
    an offset. It names the agent and the group instead of giving their ids. -#}
{%- set time_zone = "Eastern Time (US & Canada)" -%}
{%- set minute = "%Y-%m-%d %H:%M" -%}
with

source as (

    select * from {{ source("zendesk", "ticket_export") }}

),

home_settings as (

    select * from {{ source("raw", "home_settings") }}

),

typed as (

    select
        *,
        {{ filled_text("id") }} as ticket_id,
        {{ utc_from_wall_clock("created_at", minute, time_zone) }} as created_minute,
        {{ utc_from_wall_clock("updated_at", minute, time_zone) }} as changed_at,
        {{ utc_from_wall_clock("solved_at", minute, time_zone) }} as solved_minute,
        {{ integer_from_text("first_reply_time_in_minutes") }} as first_reply_minutes,
        replace({{ word_from_text("status") }}, '-', '') as status_word,
        {{ word_from_text("via") }} as via_word
    from source

),

dated as (

    select
        *,
        {{ newest_so_far("changed_at", "ticket_id") }} as version_at
    from typed

),

ranked as (

    select
        *,
        {{ version_rank("ticket_id", "version_at") }} as version_rank
    from dated

),

final as (

    select
        ranked.ticket_id,
        ranked.created_minute as created_at,
        ranked.changed_at as updated_at,
        {{ channel_from_label("ranked.via_word") }} as channel,
        {{ priority_from_zendesk("nullif(" ~ word_from_text("ranked.priority") ~ ", '-')") }}
            as priority,
        case when ranked.status_word = 'onhold' then 'on_hold' else ranked.status_word end
            as status,
        nullif({{ filled_text('ranked."group"') }}, '-') as group_name,
        cast(null as varchar) as form_name,
        ' ' || {{ word_from_text("ranked.tags") }} || ' ' as tags,
        {{ salted_hash("home_settings.requester_salt", "lower(trim(ranked.subject))") }}
            as subject_hash,
        cast(null as varchar) as workflow_hint,
        {{ salted_hash("home_settings.requester_salt", filled_text("ranked.requester_id")) }}
            as requester_key,
        nullif({{ filled_text("ranked.assignee") }}, '-') as assignee_id,
        {{ add_seconds("ranked.created_minute", "(60 * ranked.first_reply_minutes)") }}
            as first_reply_at,
        ranked.solved_minute as solved_at,
        cast(null as timestamp) as closed_at,
        {{ integer_from_text("ranked.reopens", "integer") }} as reopen_count,
        {{ word_from_text("ranked.satisfaction_score") }} as csat_raw,
        coalesce(' ' || lower(ranked.tags) || ' ' like '% ai_agent_resolved %', false)
            as is_automated,
        cast(null as varchar) as merged_into_ticket_id,
        {{ integer_from_text("ranked.total_time_spent_sec_int") }} as handle_seconds,
        {{ lineage("zendesk") }}
    from ranked
    left join home_settings
        on true
    where ranked.version_rank = 1

)

select * from final
