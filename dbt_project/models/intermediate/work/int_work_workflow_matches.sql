{#- Workflow, tier and service of each distinct hint, by period: rules and workflows are dated. -#}
with

items as (

    select * from {{ ref("int_work_items") }}

),

rules as (

    select * from {{ ref("workflow_match_rules") }}

),

workflows as (

    select * from {{ ref("workflows") }}

),

group_hints as (

    select * from {{ ref("int_work_group_hints") }}

),

hints as (

    select
        workflow_hint_key as hint_key,
        source_system,
        workflow_hint,
        group_name,
        form_name,
        tags
    from items
    union
    select
        workflow_hint_key as hint_key,
        source_system,
        workflow_hint,
        group_name,
        form_name,
        tags
    from group_hints

),

matches as (

    select
        hints.hint_key,
        rules.rule_order,
        rules.rule_id,
        workflows.workflow_id,
        workflows.tier,
        workflows.service,
        greatest(rules.valid_from, workflows.valid_from) as valid_from,
        case
            when rules.valid_to is null or workflows.valid_to < rules.valid_to
                then workflows.valid_to
            else rules.valid_to
        end as valid_to
    from hints
    inner join rules
        on
            (rules.source_system is null or hints.source_system = rules.source_system)
            and case rules.match_field
                when 'workflow_hint' then hints.workflow_hint = lower(rules.match_value)
                when 'group' then hints.group_name = lower(rules.match_value)
                when 'form' then hints.form_name = lower(rules.match_value)
                when 'tag'
                    then position(concat(' ', lower(rules.match_value), ' ') in hints.tags) > 0
            end
    inner join workflows
        on
            rules.workflow_id = workflows.workflow_id
            and (workflows.valid_to is null or rules.valid_from < workflows.valid_to)
            and (rules.valid_to is null or workflows.valid_from < rules.valid_to)

),

{{ matched_rule_periods("matches", ["workflow_id", "tier", "service"]) }}

select * from final
