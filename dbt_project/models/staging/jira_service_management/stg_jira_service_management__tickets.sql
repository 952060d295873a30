{{ config(materialized="table") }}

{#- Times are local to the person who exports, without an offset. A sub-task is a part of its parent
    and no request of its own: it counts as merged into it. The export does not say which comments
    the customer sees, so no reply is taken from it; nor does it say the channel. -#}
{%- set time_zone = "America/New_York" -%}
{%- set minute = "%d/%b/%y %I:%M %p" -%}
with

source as (

    select * from {{ source("jira_service_management", "issues") }}

),

home_settings as (

    select * from {{ source("raw", "home_settings") }}

),

typed as (

    select
        *,
        {{ utc_from_wall_clock("created", minute, time_zone) }} as created_at,
        {{ utc_from_wall_clock("updated", minute, time_zone) }} as updated_at,
        {{ utc_from_wall_clock("resolved", minute, time_zone) }} as resolved_at,
        {{ word_from_text("status") }} as status_word,
        {{ word_from_text("status_category") }} as category_word,
        {{ word_from_text("priority") }} as priority_word,
        coalesce({{ filled_text("reporter_id") }}, {{ filled_text("reporter") }}) as requester,
        {{ word_from_text("issue_type") }} in ('sub-task', 'subtask') as is_part
    from source

),

dated as (

    select
        *,
        {{ newest_so_far("updated_at", "issue_id") }} as version_at
    from typed

),

ranked as (

    select
        *,
        {{ version_rank("issue_id", "version_at") }} as version_rank
    from dated

),

issues as (

    select * from ranked
    where version_rank = 1

),

final as (

    select
        {{ filled_text("issues.issue_key") }} as ticket_id,
        issues.created_at,
        issues.updated_at,
        'other' as channel,
        case
            when issues.priority_word in ('highest', 'blocker', 'critical') then 'urgent'
            when issues.priority_word in ('high', 'major') then 'high'
            when issues.priority_word in ('low', 'lowest', 'minor', 'trivial') then 'low'
            when issues.priority_word = 'medium' then 'normal'
            else coalesce(issues.priority_word, 'normal')
        end as priority,
        -- Every workflow has states of its own; its category says what they mean.
        case
            when issues.category_word = 'done' and issues.status_word = 'closed' then 'closed'
            when issues.category_word = 'done' then 'solved'
            when issues.status_word like '%customer%' then 'pending'
            when issues.status_word like '%hold%' or issues.status_word like 'pending%'
                then 'on_hold'
            when issues.category_word = 'to do' and issues.status_word not like 'waiting%'
                then 'new'
            else 'open'
        end as status,
        {{ filled_text("issues.project_name") }} as group_name,
        coalesce(
            {{ filled_text("issues.custom_field_request_type") }},
            {{ filled_text("issues.issue_type") }}
        ) as form_name,
        ' ' || {{ word_from_text("concat_ws(' ',
            nullif(issues.labels, ''), nullif(issues.labels_2, ''), nullif(issues.labels_3, ''),
            nullif(issues.labels_4, ''), nullif(issues.labels_5, ''), nullif(issues.labels_6, ''),
            nullif(issues.labels_7, ''), nullif(issues.labels_8, ''))") }} || ' ' as tags,
        {{ salted_hash("home_settings.requester_salt", "lower(trim(issues.summary))") }}
            as subject_hash,
        cast(null as varchar) as workflow_hint,
        {{ requester_key_or_own(
            "home_settings.requester_salt", "issues.requester", "issues.issue_id"
        ) }} as requester_key,
        coalesce(
            {{ filled_text("issues.assignee_id") }}, {{ filled_text("issues.assignee") }}
        ) as assignee_id,
        cast(null as timestamp) as first_reply_at,
        issues.resolved_at as solved_at,
        cast(null as timestamp) as closed_at,
        cast(null as integer) as reopen_count,
        {{ filled_text("issues.custom_field_satisfaction_rating") }} as csat_raw,
        false as is_automated,
        case
            when issues.is_part
                then coalesce(
                    {{ filled_text("issues.parent_key") }},
                    parents.issue_key,
                    {{ filled_text("issues.parent") }}
                )
        end as merged_into_ticket_id,
        {{ integer_from_text("issues.time_spent") }} as handle_seconds,
        'jira_service_management' as source_system,
        issues._source_file as source_file,
        issues._source_row as source_row,
        issues._loaded_at as loaded_at
    from issues
    left join issues as parents
        on issues.parent = parents.issue_id
    left join home_settings
        on true

)

select * from final
