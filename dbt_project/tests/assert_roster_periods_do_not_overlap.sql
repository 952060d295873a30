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
    other_rows.valid_from as second_valid_from
from agents
inner join agents as other_rows
    on
        agents.agent_source_system = other_rows.agent_source_system
        and agents.agent_source_id = other_rows.agent_source_id
        and (
            agents.valid_from < other_rows.valid_from
            or (
                agents.valid_from = other_rows.valid_from
                and agents.agent_key < other_rows.agent_key
            )
        )
        and (agents.valid_to is null or agents.valid_to > other_rows.valid_from)
