{{ config(materialized="table") }}

{#- The seconds of an audit stand on its first event, so that their sum over the events is exact. An
    audit that does nothing but log time is a private note: work that the customer does not see. -#}
with

actions as (

    select * from {{ ref("stg_zendesk__audit_actions") }}

),

-- A ticket can be solved or closed in the moment in which it is made: that is a second event.
candidates as (

    select
        cast(entry_position as varchar) as action_id,
        audit_id,
        entry_position,
        ticket_id,
        event_at,
        entry_kind,
        event_type,
        actor_id,
        actor_kind,
        from_value,
        to_value,
        handle_seconds,
        source_system,
        source_file,
        source_row,
        loaded_at
    from actions
    union all
    select
        cast(entry_position as varchar) || '-' || to_value as action_id,
        audit_id,
        entry_position,
        ticket_id,
        event_at,
        'status' as entry_kind,
        to_value as event_type,
        actor_id,
        actor_kind,
        cast(null as varchar) as from_value,
        to_value,
        cast(null as bigint) as handle_seconds,
        source_system,
        source_file,
        source_row,
        loaded_at
    from actions
    where
        entry_kind = 'created'
        and to_value in ('solved', 'closed')

),

ordered as (

    select
        *,
        row_number() over (
            partition by audit_id
            order by
                case entry_kind when 'created' then 0 when 'handle_time' then 2 else 1 end,
                entry_position,
                action_id
        ) as number_in_audit,
        sum(handle_seconds) over (partition by audit_id) as audit_handle_seconds
    from candidates

),

final as (

    select
        audit_id || '-' || action_id as event_id,
        ticket_id,
        event_at,
        cast(
            row_number() over (
                partition by ticket_id
                order by
                    event_at,
                    length(audit_id),
                    audit_id,
                    number_in_audit
            ) as integer
        ) as event_seq,
        event_type,
        actor_id,
        actor_kind,
        from_value,
        to_value,
        case when number_in_audit = 1 then cast(audit_handle_seconds as bigint) end
            as handle_seconds,
        source_system,
        source_file,
        source_row,
        loaded_at
    from ordered
    where
        entry_kind <> 'handle_time'
        or number_in_audit = 1

)

select * from final
