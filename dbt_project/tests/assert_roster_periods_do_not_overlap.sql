-- If this fails, one id of a system belongs to two people on one day: their work and pay would be
-- counted twice. Correct valid_from and valid_to in the roster.
with

agents as (

    select * from {{ ref("int_work_agents") }}

)

select
    agents.agent_source_system,
    agents.agent_source_id,
    agents.valid_from as first_valid_from,
    others.valid_from as second_valid_from
from agents
inner join agents as others
    on
        agents.agent_source_system = others.agent_source_system
        and agents.agent_source_id = others.agent_source_id
        and (
            agents.valid_from < others.valid_from
            or (agents.valid_from = others.valid_from and agents.agent_key < others.agent_key)
        )
        and (agents.valid_to is null or others.valid_from < agents.valid_to)
