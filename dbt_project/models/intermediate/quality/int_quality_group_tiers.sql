{#- Tier of each group that tickets come from or go to, by period, as far as a match rule says. -#}
with

events as (

    select * from {{ ref("int_work_ticket_events") }}
    where event_type = 'group'

),

rules as (

    select * from {{ ref("workflow_match_rules") }}
    where match_field = 'group'

),

workflows as (

    select * from {{ ref("workflows") }}

),

tiers as (

    select * from {{ ref("tiers") }}

),

hints as (

    select
        source_system,
        lower(from_value) as group_name
    from events
    union
    select
        source_system,
        lower(to_value) as group_name
    from events

),

matches as (

    select
        {{ hint_key(["hints.source_system", "hints.group_name"]) }} as hint_key,
        rules.rule_order,
        rules.rule_id,
        tiers.tier_order,
        greatest(rules.valid_from, workflows.valid_from) as valid_from,
        case
            when rules.valid_to is null or workflows.valid_to < rules.valid_to
                then workflows.valid_to
            else rules.valid_to
        end as valid_to
    from hints
    inner join rules
        on
            hints.group_name = lower(rules.match_value)
            and (rules.source_system is null or hints.source_system = rules.source_system)
    inner join workflows
        on
            rules.workflow_id = workflows.workflow_id
            and (workflows.valid_to is null or rules.valid_from < workflows.valid_to)
            and (rules.valid_to is null or workflows.valid_from < rules.valid_to)
    inner join tiers
        on workflows.tier = tiers.tier

),

{{ matched_rule_periods("matches", ["tier_order"]) }}

select * from final
