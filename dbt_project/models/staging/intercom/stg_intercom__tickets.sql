{{ config(materialized="table") }}

{#- Times are in the zone that stands in their headers. A conversation states no time of its last
    change: the last that landed counts, and the latest time that it states stands for it. A closed
    conversation opens again when the customer writes, so closed means solved. -#}
{%- set time_zone = "America/New_York" -%}
{%- set second = "%Y-%m-%d %H:%M:%S" -%}
with

source as (

    select * from {{ source("intercom", "conversations") }}

),

home_settings as (

    select * from {{ source("raw", "home_settings") }}

),

ranked as (

    select
        *,
        {{ version_rank("conversation_id", "_load_number") }} as version_rank
    from source

),

typed as (

    select
        *,
        {{ filled_text("conversation_id") }} as ticket_id,
        {{ utc_from_wall_clock("conversation_started_at", second, time_zone) }} as started_at,
        {{ utc_from_wall_clock("conversation_last_closed_at", second, time_zone) }}
            as last_closed_at,
        {{ integer_from_text("first_response_time_seconds") }} as first_response_seconds,
        {{ word_from_text("channel") }} as channel_word,
        {{ word_from_text("current_conversation_state") }} as state_word,
        {{ word_from_text("fin_ai_agent_resolution_state") }} as bot_word,
        {{ word_from_text("fin_ai_agent_deflected") }} as deflected_word
    from ranked
    where version_rank = 1

),

answered as (

    select
        *,
        {{ add_seconds("started_at", "first_response_seconds") }} as first_reply_at
    from typed

),

final as (

    select
        answered.ticket_id,
        answered.started_at as created_at,
        case
            when answered.started_at is not null
                then greatest(
                    answered.started_at,
                    coalesce(answered.first_reply_at, answered.started_at),
                    coalesce(answered.last_closed_at, answered.started_at)
                )
        end as updated_at,
        {{ channel_from_label("answered.channel_word") }} as channel,
        'normal' as priority,
        case
            when answered.state_word = 'closed' then 'solved'
            when answered.state_word = 'snoozed' then 'pending'
            else answered.state_word
        end as status,
        {{ filled_text("answered.team_currently_assigned") }} as group_name,
        cast(null as varchar) as form_name,
        {{ tags_from_list("answered.topics") }} as tags,
        cast(null as varchar) as subject_hash,
        cast(null as varchar) as workflow_hint,
        {{ requester_key_or_own(
            "home_settings.requester_salt", filled_text("answered.user_id"), "answered.ticket_id"
        ) }} as requester_key,
        {{ filled_text("answered.teammate_currently_assigned") }} as assignee_id,
        answered.first_reply_at,
        case when answered.state_word = 'closed' then answered.last_closed_at end as solved_at,
        cast(null as timestamp) as closed_at,
        cast(null as integer) as reopen_count,
        cast(null as varchar) as csat_raw,
        -- What a person took over, the bot has not resolved by itself.
        coalesce(
            (answered.bot_word like 'confirmed%' or answered.bot_word like 'assumed%')
            and coalesce(answered.deflected_word, 'true') = 'true',
            false
        ) as is_automated,
        cast(null as varchar) as merged_into_ticket_id,
        cast(null as bigint) as handle_seconds,
        {{ lineage("intercom") }}
    from answered
    left join home_settings
        on true

)

select * from final
