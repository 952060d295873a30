{{ config(materialized="ephemeral") }}
{#- What a team has to learn: a change of a playbook or policy, or work that moves to it. Until the
    next one of the same workflow and provider begins, what is counted is this one's doing. -#}
with

playbook_changes as (

    select * from {{ ref("playbook_changes") }}

),

transitions as (

    select * from {{ ref("transitions") }}

),

changes as (

    select
        'playbook' as change_kind,
        change_id,
        change_name,
        workflow_id,
        provider_id as old_provider_id,
        provider_id,
        announced_date,
        effective_date,
        playbook_updated_date,
        rolled_out_date,
        case
            when rolled_out_date > effective_date then rolled_out_date
            when rolled_out_date is not null then effective_date
        end as usable_date
    from playbook_changes
    union all
    select
        'cut_over' as change_kind,
        transition_id as change_id,
        transition_id as change_name,
        workflow_id,
        from_provider_id as old_provider_id,
        to_provider_id as provider_id,
        announced_date,
        cut_over_date as effective_date,
        cast(null as date) as playbook_updated_date,
        cast(null as date) as rolled_out_date,
        cut_over_date as usable_date
    from transitions

),

final as (

    select
        concat_ws('|', change_kind, change_id, workflow_id, provider_id) as series_id,
        change_kind,
        change_id,
        change_name,
        workflow_id,
        old_provider_id,
        provider_id,
        announced_date,
        effective_date,
        playbook_updated_date,
        rolled_out_date,
        usable_date,
        lead(effective_date) over (
            partition by workflow_id, provider_id
            order by effective_date, change_kind, change_id
        ) as next_effective_date
    from changes

)

select * from final
