{#- Logged time, placed, with the person who logged it. -#}
with

time_entries as (

    select * from {{ ref("int_work_time_entries_unioned") }}

),

agents as (

    select * from {{ ref("int_work_agents") }}

),

placed as (

    select * from {{ ref("int_work_items_placed") }}
    where item_kind = 'time_entry'

),

final as (

    select
        time_entries.source_system,
        time_entries.source_file,
        time_entries.source_row,
        time_entries.entry_id,
        time_entries.work_date,
        placed.work_month,
        agents.agent_key,
        agents.employer,
        agents.role_band,
        time_entries.activity,
        time_entries.worked_seconds,
        placed.workflow_id,
        placed.tier,
        placed.provider_id,
        placed.route
    from time_entries
    inner join placed
        on
            time_entries.source_system = placed.source_system
            and time_entries.entry_id = placed.item_id
    left join agents
        on
            time_entries.source_system = agents.agent_source_system
            and time_entries.person_id = agents.agent_source_id
            and {{ is_valid_on("time_entries.work_date", "agents") }}

)

select * from final
