with

agents as (

    select * from {{ ref("int_work_agents_unioned") }}

),

providers as (

    select * from {{ ref("providers") }}

),

company as (

    select * from {{ ref("company") }}

),

final as (

    select
        agents.agent_key,
        agents.agent_source_system,
        agents.agent_source_id,
        agents.employer,
        case
            when agents.employer = 'internal' then 'agent'
            when providers.route = 'automation' then 'bot'
            else 'vendor'
        end as actor_kind,
        agents.team,
        agents.role_band,
        agents.time_zone,
        agents.fte_share,
        agents.valid_from,
        agents.valid_to,
        -- The roster's days are those of the home; what agents do is stamped in UTC.
        {{ utc_from_local("cast(agents.valid_from as timestamp)", "company.time_zone") }}
            as valid_from_at,
        {{ utc_from_local("cast(agents.valid_to as timestamp)", "company.time_zone") }}
            as valid_to_at
    from agents
    cross join company
    left join providers
        on agents.employer = providers.provider_id

)

select * from final
