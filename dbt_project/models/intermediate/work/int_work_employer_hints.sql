{#- Everybody's employer with every group of the same system: whoever may once have had a
    ticket. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets_assigned") }}

),

group_hints as (

    select * from {{ ref("int_work_group_hints") }}

),

agents as (

    select * from {{ ref("int_work_agents") }}

),

groups_seen as (

    select
        source_system,
        lower(group_name) as group_name
    from tickets
    union
    select
        source_system,
        group_name
    from group_hints

),

employers as (

    select
        agent_source_system as source_system,
        lower(employer) as employer
    from agents
    union
    select
        source_system,
        lower(assignee_employer) as employer
    from tickets
    union
    -- Somebody on no roster row.
    select
        source_system,
        cast(null as varchar) as employer
    from tickets

),

automation as (

    select true as is_automated
    union all
    select false as is_automated

),

hints as (

    select
        groups_seen.source_system,
        automation.is_automated,
        employers.employer,
        groups_seen.group_name,
        cast(null as varchar) as provider_hint
    from groups_seen
    inner join employers
        on groups_seen.source_system = employers.source_system
    cross join automation

),

final as (

    select
        source_system,
        is_automated,
        employer,
        group_name,
        provider_hint,
        {{ hint_key(["source_system", "is_automated", "employer", "group_name", "provider_hint"]) }}
            as provider_hint_key
    from hints

)

select * from final
