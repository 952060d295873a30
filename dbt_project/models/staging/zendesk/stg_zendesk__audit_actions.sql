{#- Entries of audits in the words of the contract: kind of event, kind of actor, values. -#}
with

entries as (

    select * from {{ ref("stg_zendesk__audit_entries") }}

),

tickets as (

    select * from {{ ref("stg_zendesk__tickets") }}

),

groups as (

    select * from {{ ref("stg_zendesk__groups") }}

),

home_settings as (

    select * from {{ source("raw", "home_settings") }}

),

acted as (

    select
        entries.*,
        case
            when entries.author_id is null or entries.author_id = '-1' then 'system'
            when entries.via_channel = 'rule' then 'system'
            when
                tickets.requester_key
                = {{ salted_hash("home_settings.requester_salt", "entries.author_id") }}
                then 'customer'
            when entries.via_channel = 'ai_agent' then 'bot'
            else 'agent'
        end as actor_kind,
        from_groups.group_name as from_group_name,
        to_groups.group_name as to_group_name
    from entries
    left join tickets
        on entries.ticket_id = tickets.ticket_id
    left join groups as from_groups
        on
            entries.from_value = from_groups.group_id
            and entries.entry_kind = 'group'
    left join groups as to_groups
        on
            entries.to_value = to_groups.group_id
            and entries.entry_kind = 'group'
    left join home_settings
        on true

),

final as (

    select
        audit_id,
        entry_position,
        ticket_id,
        audited_at as event_at,
        entry_kind,
        case
            when entry_kind = 'handle_time' then 'private_note'
            when entry_kind = 'comment' and not is_public then 'private_note'
            when entry_kind = 'comment' and actor_kind = 'customer' then 'customer_reply'
            when entry_kind = 'comment' then 'public_reply'
            when entry_kind <> 'status' then entry_kind
            when to_value in ('solved', 'closed', 'deleted') then to_value
            when from_value in ('solved', 'closed') then 'reopened'
            else 'status'
        end as event_type,
        case when actor_kind not in ('customer', 'system') then author_id end as actor_id,
        actor_kind,
        case
            when entry_kind = 'status' then {{ status_from_zendesk("from_value") }}
            when entry_kind = 'priority' then {{ priority_from_zendesk("from_value") }}
            when entry_kind in ('group', 'assigned') then coalesce(from_group_name, from_value)
        end as from_value,
        case
            when entry_kind in ('created', 'status') then {{ status_from_zendesk("to_value") }}
            when entry_kind = 'priority' then {{ priority_from_zendesk("to_value") }}
            when entry_kind in ('group', 'assigned') then coalesce(to_group_name, to_value)
            when entry_kind = 'merged' then merged_into_ticket_id
        end as to_value,
        handle_seconds,
        source_system,
        source_file,
        source_row,
        loaded_at
    from acted

)

select * from final
