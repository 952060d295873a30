{#- Route of each group that tickets come from or go to, by period, as far as a match rule says. -#}
with

events as (

    select * from {{ ref("int_work_ticket_events") }}
    where event_type = 'group'

),

rules as (

    select * from {{ ref("provider_match_rules") }}
    where match_field = 'group'

),

providers as (

    select * from {{ ref("providers") }}

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
        providers.route,
        rules.valid_from,
        rules.valid_to
    from hints
    inner join rules
        on
            hints.group_name = lower(rules.match_value)
            and (rules.source_system is null or hints.source_system = rules.source_system)
    inner join providers
        on rules.provider_id = providers.provider_id

),

{{ matched_rule_periods("matches", ["route"]) }}

select * from final
