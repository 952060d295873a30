{#- The scores of each workflow, 0 to 100, and which inputs of the rules are missing. -#}
with

observed as (

    select * from {{ ref("int_decision_observed") }}

),

thresholds as (

    select * from {{ ref("int_decision_thresholds") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

answers as (

    select
        workflow_answers.*,
        row_number() over (
            partition by workflow_answers.workflow_id
            order by workflow_answers.answered_on desc
        ) as answer_rank
    from {{ ref("workflow_answers") }} as workflow_answers
    inner join as_of
        on workflow_answers.answered_on <= cast(as_of.as_of_at as date)

),

parts as (

    select
        observed.*,
        answers.answered_on,
        answers.is_strategic,
        answers.differentiation_level,
        answers.brand_core_level,
        answers.data_class,
        answers.moves_money,
        answers.has_api,
        answers.template_share,
        answers.language_count,
        answers.playbook_updated_date,
        {{ share_of("observed.one_touch_count", "observed.one_touch_measured_count") }}
            as one_touch_share,
        {{ share_of("observed.rework_count", "observed.rework_measured_count") }} as rework_share,
        {{ share_of("observed.escalation_count", "observed.escalation_measured_count") }}
            as escalation_share,
        case
            when observed.handle_variation > 1 then 0
            else 1 - observed.handle_variation
        end as steadiness_share,
        {{ days_between("answers.playbook_updated_date", "as_of.as_of_at") }} as playbook_age_days
    from observed
    cross join as_of
    left join answers
        on
            observed.workflow_id = answers.workflow_id
            and answers.answer_rank = 1

),

-- A mean of what is known; the number of its parts says how much that is.
points as (

    select
        parts.*,
        {%- for name, shares in {
            "repeatability": {
                "one_touch_share": "parts.one_touch_share",
                "template_share": "parts.template_share",
                "top_intent_share": "parts.top_intent_share",
                "steadiness_share": "parts.steadiness_share",
            },
            "complexity": {
                "one_touch_share": "1 - parts.one_touch_share",
                "handle_p50_seconds":
                    "least(1, parts.handle_p50_seconds / 60.0 / thresholds.full_complexity_minutes)",
                "steadiness_share": "1 - parts.steadiness_share",
                "escalation_share":
                    "least(1, parts.escalation_share / thresholds.full_complexity_escalation_share)",
            },
        }.items() %}
            0
            {%- for column, share in shares.items() %}
                + case when parts.{{ column }} is null then 0 else {{ share }} end
            {%- endfor %} as {{ name }}_sum,
            0
            {%- for column in shares %}
                + case when parts.{{ column }} is null then 0 else 1 end
            {%- endfor %} as {{ name }}_part_count,
        {%- endfor %}
        case parts.data_class
            when 'public' then 0
            when 'pii' then thresholds.risk_pii
            when 'special' then 100
        end as data_risk,
        case when parts.moves_money then thresholds.risk_moves_money else 0 end as money_risk,
        100 * parts.rework_share / nullif(thresholds.full_risk_rework_share, 0) as rework_risk
    from parts
    cross join thresholds

),

scored as (

    select
        *,
        {{ whole_score("100.0 * repeatability_sum / nullif(repeatability_part_count, 0)") }}
            as repeatability_score,
        {{ whole_score("100.0 * complexity_sum / nullif(complexity_part_count, 0)") }}
            as complexity_score,
        {{ whole_score("greatest(data_risk, money_risk, rework_risk)") }} as risk_score,
        {{ whole_score(
            "greatest(100.0 * brand_core_level / 3, 100.0 * differentiation_level / 3, "
            ~ "100.0 * vip_share)"
        ) }} as brand_score
    from points

),

final as (

    select
        *,
        nullif(
            concat_ws(
                ', ',
                {%- for column, words in {
                    "is_strategic": "whether it is strategic",
                    "differentiation_level": "how far it sets the company apart",
                    "brand_core_level": "how near it is to the brand",
                    "data_class": "which data it touches",
                    "moves_money": "whether it moves money",
                    "has_api": "whether an API allows the action",
                    "repeatability_score": "everything that shows whether it repeats",
                    "rework_share": "the share of rework",
                }.items() %}
                    case when {{ column }} is null then '{{ words }}' end,
                {%- endfor %}
                null
            ), ''
        ) as missing_inputs
    from scored

)

select * from final
