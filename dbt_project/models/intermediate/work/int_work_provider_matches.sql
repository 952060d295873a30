{#- Provider and route of each distinct hint about who did the work, by period. -#}
with

items as (

    select * from {{ ref("int_work_items") }}

),

rules as (

    select * from {{ ref("provider_match_rules") }}

),

providers as (

    select * from {{ ref("providers") }}

),

employer_hints as (

    select * from {{ ref("int_work_employer_hints") }}

),

hints as (

    select
        provider_hint_key as hint_key,
        source_system,
        is_automated,
        employer,
        group_name,
        provider_hint
    from items
    union
    select
        provider_hint_key as hint_key,
        source_system,
        is_automated,
        employer,
        group_name,
        provider_hint
    from employer_hints

),

matches as (

    select
        hints.hint_key,
        rules.rule_order,
        rules.rule_id,
        providers.provider_id,
        providers.route,
        rules.valid_from,
        rules.valid_to
    from hints
    inner join rules
        on
            (rules.source_system is null or hints.source_system = rules.source_system)
            and case rules.match_field
                when 'is_automated'
                    then cast(hints.is_automated as varchar) = lower(rules.match_value)
                when 'employer' then hints.employer = lower(rules.match_value)
                when 'group' then hints.group_name = lower(rules.match_value)
                when 'provider_hint' then hints.provider_hint = lower(rules.match_value)
            end
    inner join providers
        on rules.provider_id = providers.provider_id

),

{{ matched_rule_periods("matches", ["provider_id", "route"]) }}

select * from final
