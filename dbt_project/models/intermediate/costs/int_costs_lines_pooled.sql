{#- Each line with the first rule that matches it; a line without one is `unclassified`. -#}
with

lines as (

    select * from {{ ref("int_costs_lines") }}

),

rules as (

    select * from {{ ref("cost_pool_rules") }}

),

ranked as (

    select
        lines.line_id,
        rules.rule_id,
        rules.pool_id,
        rules.accrual_method,
        rules.is_excluded,
        rules.exclusion_reason,
        row_number() over (
            partition by lines.line_id
            order by rules.rule_order, rules.rule_id
        ) as rule_rank
    from lines
    inner join rules
        on
            lines.line_source = rules.line_source
            and (rules.line_kind is null or rules.line_kind = lines.line_kind)
            and (rules.role_band is null or rules.role_band = lines.role_band)
            and (rules.vendor_name is null or lower(rules.vendor_name) = lower(lines.vendor_name))
            and (rules.account is null or lower(rules.account) = lower(lines.account))
            and (
                rules.description_pattern is null
                or lower(lines.description) like lower(rules.description_pattern)
            )
            and {{ is_valid_on("lines.service_start_date", "rules") }}

),

final as (

    select
        lines.*,
        ranked.rule_id as pool_rule_id,
        coalesce(ranked.pool_id, 'unclassified') as pool_id,
        coalesce(ranked.accrual_method, 'days') as accrual_method,
        coalesce(ranked.is_excluded, false) as is_excluded,
        ranked.exclusion_reason
    from lines
    left join ranked
        on
            lines.line_id = ranked.line_id
            and ranked.rule_rank = 1

)

select * from final
