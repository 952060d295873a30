{{ config(materialized="table") }}

{#- Updates of incidents. Times are day first and in the instance's time zone, without an offset;
    `?` means nothing. An update is known by its incident, its number and its time. -#}
{%- set time_zone = "Europe/Berlin" -%}
{%- set minute = "%d/%m/%Y %H:%M" -%}
{%- set stated_columns = [
    "number", "incident_state", "active", "reopen_count", "sys_mod_count", "caller_id",
    "opened_by", "opened_at", "sys_updated_by", "sys_updated_at", "contact_type", "category",
    "u_symptom", "priority", "assignment_group", "assigned_to", "resolved_at", "closed_at",
] -%}
with

source as (

    select * from {{ source("servicenow", "incident_log") }}

),

stated as (

    select
        {%- for column in stated_columns %}
            nullif({{ filled_text(column) }}, '?') as {{ column }},
        {%- endfor %}
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("servicenow") }}
    from source

),

typed as (

    select
        *,
        {{ integer_from_text("sys_mod_count", "integer") }} as update_number,
        {{ integer_from_text("reopen_count", "integer") }} as reopened_count,
        {{ utc_from_wall_clock("opened_at", minute, time_zone) }} as opened_minute,
        {{ utc_from_wall_clock("sys_updated_at", minute, time_zone) }} as updated_minute,
        {{ utc_from_wall_clock("resolved_at", minute, time_zone) }} as resolved_minute,
        {{ utc_from_wall_clock("closed_at", minute, time_zone) }} as closed_minute,
        lower(contact_type) as contact_word,
        lower(incident_state) as state_word,
        lower(active) as active_word
    from stated

),

ranked as (

    select
        *,
        row_number() over (
            partition by number, update_number, updated_minute
            order by _load_number desc, _source_row desc
        ) as version_rank
    from typed

),

final as (

    select
        number || '-' || cast(update_number as varchar) || '-'
        || cast({{ seconds_since_epoch("updated_minute") }} as varchar) as update_id,
        number as ticket_id,
        update_number,
        updated_minute as updated_at,
        sys_updated_at as updated_at_text,
        opened_minute as created_at,
        opened_at as created_at_text,
        resolved_minute as solved_at,
        resolved_at as solved_at_text,
        closed_minute as closed_at,
        closed_at as closed_at_text,
        {{ channel_from_label("contact_word") }} as channel,
        contact_word is not null and contact_word = 'self service' as is_self_service,
        case substr(priority, 1, 1)
            when '1' then 'urgent'
            when '2' then 'high'
            when '3' then 'normal'
            when '4' then 'low'
            when '5' then 'low'
            else coalesce(lower(priority), 'normal')
        end as priority,
        case
            when state_word in ('new', 'closed') then state_word
            when state_word in ('active', 'in progress') then 'open'
            when state_word in ('awaiting user info', 'awaiting caller') then 'pending'
            when state_word like 'awaiting %' or state_word = 'on hold' then 'on_hold'
            when state_word = 'resolved' then 'solved'
            when state_word in ('canceled', 'cancelled') or active_word = 'false' then 'closed'
            else 'open'
        end as status,
        assignment_group as group_name,
        category as form_name,
        u_symptom as subject,
        caller_id as requester_id,
        opened_by as opener_id,
        sys_updated_by as updater_id,
        assigned_to as assignee_id,
        reopened_count as reopen_count,
        source_system,
        source_file,
        source_row,
        loaded_at
    from ranked
    where version_rank = 1

)

select * from final
