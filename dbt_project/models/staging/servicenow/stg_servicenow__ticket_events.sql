{{ config(materialized="table") }}

{#- What changed from one update of an incident to the next. An update that changes none of these
    (a work note, a field of another kind) leaves no trace in the log's columns and is no event. -#}
{%- set changes = [
    ("group", "group_name", "true"),
    ("assigned", "assignee_id", "true"),
    ("priority", "priority", "not is_first"),
    ("status", "status", "(not is_first or status in ('solved', 'closed'))"),
] -%}
with

updates as (

    select * from {{ ref("stg_servicenow__incident_updates") }}

),

numbered as (

    select
        *,
        row_number() over (
            partition by ticket_id order by updated_at, update_number
        ) as number_in_ticket
    from updates

),

compared as (

    select
        *,
        {%- for kind, column, condition in changes %}
            lag({{ column }}) over in_order as previous_{{ column }},
        {%- endfor %}
        number_in_ticket = 1 as is_first
    from numbered
    window in_order as (partition by ticket_id order by number_in_ticket)

),

changed as (

    select
        update_id || '-created' as event_id,
        ticket_id,
        created_at as event_at,
        0 as change_order,
        number_in_ticket,
        'created' as change_kind,
        case when is_self_service then 'customer' else 'agent' end as actor_kind,
        case when not is_self_service then opener_id end as actor_id,
        cast(null as varchar) as from_value,
        status as to_value,
        source_system,
        source_file,
        source_row,
        loaded_at
    from compared
    where is_first
    {%- for kind, column, condition in changes %}
        union all
        select
            update_id || '-{{ kind }}' as event_id,
            ticket_id,
            updated_at as event_at,
            {{ loop.index }} as change_order,
            number_in_ticket,
            '{{ kind }}' as change_kind,
            case
                when updater_id is null or lower(updater_id) = 'system' then 'system' else 'agent'
            end as actor_kind,
            case when lower(updater_id) <> 'system' then updater_id end as actor_id,
            previous_{{ column }} as from_value,
            {{ column }} as to_value,
            source_system,
            source_file,
            source_row,
            loaded_at
        from compared
        where
            {{ column }} is distinct from previous_{{ column }}
            and {{ condition }}
    {%- endfor %}

),

final as (

    select
        event_id,
        ticket_id,
        event_at,
        cast(
            row_number() over (
                partition by ticket_id order by number_in_ticket, change_order
            ) as integer
        ) as event_seq,
        case
            when change_kind <> 'status' then change_kind
            when to_value in ('solved', 'closed') then to_value
            when from_value in ('solved', 'closed') then 'reopened'
            else 'status'
        end as event_type,
        actor_id,
        actor_kind,
        from_value,
        to_value,
        cast(null as bigint) as handle_seconds,
        source_system,
        source_file,
        source_row,
        loaded_at
    from changed

)

select * from final
