{{ config(materialized="table") }}

{#- An incident as its last update leaves it. The log writes the final times on all rows, so that an
    incident which is still open may already bear a time of solution: it is taken only once the state
    says so. The log knows neither replies nor handle time. -#}
with

updates as (

    select * from {{ ref("stg_servicenow__incident_updates") }}

),

home_settings as (

    select * from {{ source("raw", "home_settings") }}

),

-- A time that cannot be read comes first: it fails the tests instead of hiding.
ranked as (

    select
        *,
        row_number() over (
            partition by ticket_id
            order by updated_at desc nulls first, update_number desc nulls first
        ) as version_rank
    from updates

),

final as (

    select
        ranked.ticket_id,
        ranked.created_at,
        ranked.updated_at,
        ranked.channel,
        ranked.priority,
        ranked.status,
        ranked.group_name,
        ranked.form_name,
        cast(null as varchar) as tags,
        {{ salted_hash("home_settings.requester_salt", "lower(ranked.subject)") }}
            as subject_hash,
        cast(null as varchar) as workflow_hint,
        {{ requester_key_or_own(
            "home_settings.requester_salt", "ranked.requester_id", "ranked.ticket_id"
        ) }} as requester_key,
        ranked.assignee_id,
        cast(null as timestamp) as first_reply_at,
        case when ranked.status in ('solved', 'closed') then ranked.solved_at end as solved_at,
        case when ranked.status = 'closed' then ranked.closed_at end as closed_at,
        ranked.reopen_count,
        cast(null as varchar) as csat_raw,
        false as is_automated,
        cast(null as varchar) as merged_into_ticket_id,
        cast(null as bigint) as handle_seconds,
        ranked.source_system,
        ranked.source_file,
        ranked.source_row,
        ranked.loaded_at
    from ranked
    left join home_settings
        on true
    where ranked.version_rank = 1

)

select * from final
