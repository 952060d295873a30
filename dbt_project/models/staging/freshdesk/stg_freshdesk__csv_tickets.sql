{{ config(materialized="table") }}

{#- Tickets of the CSV export. Times are in the account's time zone, without an offset. The
    `(in hrs)` columns hold business hours, so the first reply is taken from its own time. The export
    names the agent instead of giving an id. -#}
{%- set time_zone = "America/New_York" -%}
{%- set second = "%Y-%m-%d %H:%M:%S" -%}
with

source as (

    select * from {{ source("freshdesk", "tickets") }}

),

home_settings as (

    select * from {{ source("raw", "home_settings") }}

),

typed as (

    select
        *,
        {{ filled_text("ticket_id") }} as ticket_number,
        {{ utc_from_wall_clock("created_time", second, time_zone) }} as created_at,
        {{ utc_from_wall_clock("last_update_time", second, time_zone) }} as updated_at,
        {{ utc_from_wall_clock("initial_response_time", second, time_zone) }} as first_reply_at,
        {{ utc_from_wall_clock("resolved_time", second, time_zone) }} as solved_at,
        {{ utc_from_wall_clock("closed_time", second, time_zone) }} as closed_at,
        {{ word_from_text("source") }} as channel_word,
        {{ word_from_text("priority") }} as priority_word,
        {{ word_from_text("status") }} as status_word,
        coalesce({{ filled_text("contact_id") }}, {{ word_from_text("email") }}) as requester
    from source

),

dated as (

    select
        *,
        {{ newest_so_far("updated_at", "ticket_number") }} as version_at
    from typed

),

ranked as (

    select
        *,
        {{ version_rank("ticket_number", "version_at") }} as version_rank
    from dated

),

final as (

    select
        ranked.ticket_number as ticket_id,
        ranked.created_at,
        ranked.updated_at,
        {{ channel_from_label("ranked.channel_word") }} as channel,
        case
            when ranked.priority_word = 'medium' then 'normal'
            else coalesce(ranked.priority_word, 'normal')
        end as priority,
        -- A state of the account's own is told by whether the ticket is resolved or closed.
        case
            when ranked.status_word in ('open', 'pending', 'closed') then ranked.status_word
            when ranked.status_word = 'resolved' then 'solved'
            when ranked.status_word = 'waiting on customer' then 'pending'
            when ranked.status_word = 'waiting on third party' then 'on_hold'
            when ranked.closed_at is not null then 'closed'
            when ranked.solved_at is not null then 'solved'
            else 'open'
        end as status,
        {{ filled_text('ranked."group"') }} as group_name,
        {{ filled_text("ranked.type") }} as form_name,
        {{ tags_from_list("ranked.tags") }} as tags,
        {{ salted_hash("home_settings.requester_salt", "lower(trim(ranked.subject))") }}
            as subject_hash,
        cast(null as varchar) as workflow_hint,
        {{ requester_key_or_own(
            "home_settings.requester_salt", "ranked.requester", "ranked.ticket_number"
        ) }} as requester_key,
        nullif({{ filled_text("ranked.agent") }}, 'No Agent') as assignee_id,
        ranked.first_reply_at,
        ranked.solved_at,
        ranked.closed_at,
        cast(null as integer) as reopen_count,
        {{ filled_text("ranked.survey_results") }} as csat_raw,
        false as is_automated,
        cast(null as varchar) as merged_into_ticket_id,
        {{ seconds_from_hours("ranked.time_tracked") }} as handle_seconds,
        {{ lineage("freshdesk") }}
    from ranked
    left join home_settings
        on true
    where ranked.version_rank = 1

)

select * from final
