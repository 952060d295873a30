{#- Where each workflow should be done, by ordered rules over its scores, with the reasons in words
    and the nearest change of a score that would make it another decision. -#}
{%- set names = ["repeatability", "risk", "brand", "complexity"] -%}
{%- set scores = {} -%}
{%- for name in names -%}
    {%- do scores.update({name: "inputs." ~ name ~ "_score"}) -%}
{%- endfor -%}
{%- set step = "cast(0.1 as decimal(5, 1))" -%}
with

inputs as (

    select * from {{ ref("int_decision_scores") }}

),

costs as (

    select * from {{ ref("int_decision_costs") }}

),

thresholds as (

    select * from {{ ref("int_decision_thresholds") }}

),

rules as (

    select * from {{ ref("int_quality_rules") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

workflows as (

    select
        workflows.workflow_id,
        workflows.workflow_name,
        workflows.tier
    from {{ ref("workflows") }} as workflows
    cross join as_of
    where {{ is_valid_on("cast(as_of.as_of_at as date)", "workflows") }}

),

company as (

    select * from {{ ref("company") }}

),

decided as (

    select
        inputs.workflow_id,
        {{ decision_of_scores(scores) }} as decision
    from inputs
    cross join thresholds

),

-- What the rules would say if one score stood just on the other side of one gate.
crossed as (
    {% for name, gate, side in score_gates() %}
        {%- set score = "inputs." ~ name ~ "_score" -%}
        {%- set bound = "cast(thresholds." ~ gate ~ " as decimal(5, 1))" -%}
        {%- set beyond = "-" if side == "at least" else "+" -%}
        {%- set passes = score ~ (" >= " if side == "at least" else " <= ") ~ bound -%}
        {%- set moved -%}
            case when {{ passes }} then {{ bound }} {{ beyond }} {{ step }} else {{ bound }} end
        {%- endset -%}
        {%- set other = scores.copy() -%}
        {%- do other.update({name: "(" ~ moved ~ ")"}) -%}
        select
            inputs.workflow_id,
            '{{ name }}' as score_name,
            {{ score }} as score_now,
            {{ moved }} as score_then,
            {{ decision_of_scores(other) }} as decision_then,
            {{ loop.index }} as gate_order
        from inputs
        cross join thresholds
        where {{ score }} is not null
        {{ "union all" if not loop.last }}
    {% endfor %}
),

flips as (

    select
        crossed.*,
        row_number() over (
            partition by crossed.workflow_id
            order by abs(crossed.score_then - crossed.score_now), crossed.gate_order
        ) as flip_rank
    from crossed
    inner join decided
        on crossed.workflow_id = decided.workflow_id
    where
        crossed.decision_then <> decided.decision
        and crossed.score_then between 0 and 100

),

failing as (

    select
        inputs.workflow_id,
        {%- for decision, gates in {
            "automate": [
                ("repeatability", "automate_repeatability", "<"), ("risk", "automate_risk", ">"),
            ],
            "outsource": [
                ("repeatability", "outsource_repeatability", "<"), ("risk", "outsource_risk", ">"),
                ("brand", "outsource_brand", ">"),
            ],
            "specialist": [("complexity", "specialist_complexity", "<")],
        }.items() %}
            concat_ws(
                ', ',
                {%- for name, gate, sign in gates %}
                    case
                        when inputs.{{ name }}_score {{ sign }} thresholds.{{ gate }}
                            then
                                '{{ name }} ' || inputs.{{ name }}_score || ' {{ sign }} '
                                || cast(thresholds.{{ gate }} as decimal(5, 1))
                    end,
                {%- endfor %}
                {{ "case when not inputs.has_api then 'no API allows the action' end,"
                    if decision == "automate" }}
                {{ "case when inputs.moves_money then 'it moves money' end"
                    if decision == "automate" else "null" }}
            ) as not_{{ decision }},
        {%- endfor %}
        inputs.phone_share >= thresholds.offshore_phone_share
        or inputs.outside_hours_share >= thresholds.offshore_outside_hours_share
        or inputs.language_count >= thresholds.offshore_language_count as is_offshore_candidate,
        inputs.playbook_updated_date is null
        or inputs.playbook_age_days > thresholds.playbook_days as is_playbook_stale
    from inputs
    cross join thresholds

),

worded as (

    select
        decided.workflow_id,
        decided.decision,
        case
            when decided.decision = 'keep_in_house' then 'in_house'
            when decided.decision = 'automate' then 'automation'
            when decided.decision = 'outsource' and failing.is_offshore_candidate then 'offshore'
            when decided.decision in ('outsource', 'specialist') then 'onshore'
        end as suggested_route,
        case decided.decision
            when 'keep_in_house'
                then
                    concat_ws(
                        '; ',
                        case when inputs.is_strategic then 'it is strategic' end,
                        case
                            when inputs.data_class = 'special'
                                then 'it touches special-category data'
                        end,
                        case
                            when inputs.brand_score >= thresholds.keep_brand
                                then
                                    'brand ' || inputs.brand_score || ' >= '
                                    || cast(thresholds.keep_brand as decimal(5, 1))
                        end,
                        'keep it in house, with AI tools for the own team'
                    )
            when 'automate'
                then
                    'repeatability ' || inputs.repeatability_score || ' >= '
                    || cast(thresholds.automate_repeatability as decimal(5, 1))
                    || '; risk ' || inputs.risk_score || ' <= '
                    || cast(thresholds.automate_risk as decimal(5, 1))
                    || '; an API allows the action; no money moves'
            when 'outsource'
                then
                    'repeatability ' || inputs.repeatability_score || ' >= '
                    || cast(thresholds.outsource_repeatability as decimal(5, 1))
                    || '; risk ' || inputs.risk_score || ' <= '
                    || cast(thresholds.outsource_risk as decimal(5, 1))
                    || '; brand ' || inputs.brand_score || ' <= '
                    || cast(thresholds.outsource_brand as decimal(5, 1))
                    || '; not automated: ' || failing.not_automate
                    || case
                        when failing.is_offshore_candidate
                            then '; calls, odd hours or languages make offshore a candidate'
                        else ''
                    end
            when 'specialist'
                then
                    'complexity ' || inputs.complexity_score || ' >= '
                    || cast(thresholds.specialist_complexity as decimal(5, 1))
                    || '; not outsourced: ' || failing.not_outsource
            else
                case
                    when inputs.missing_inputs is not null
                        then 'not known: ' || inputs.missing_inputs
                    else
                        'not automated: ' || failing.not_automate || '; not outsourced: '
                        || failing.not_outsource || '; no specialist: ' || failing.not_specialist
                end
        end as decision_reason,
        case
            when flips.score_name is not null
                then
                    flips.score_name || ' ' || flips.score_then
                    || case
                        when flips.score_then < flips.score_now then ' or lower'
                        else ' or higher'
                    end
                    || ' (now ' || flips.score_now || ') would make it ' || flips.decision_then
            when inputs.is_strategic then 'only the answer that it is strategic keeps it'
            when inputs.data_class = 'special' then 'only the class of its data keeps it'
            when inputs.missing_inputs is not null then 'an answer to what is not known'
            else 'no single score would change it'
        end as flip_words,
        cast(abs(flips.score_then - flips.score_now) as decimal(5, 1)) as flip_distance,
        flips.decision_then as flip_decision,
        failing.is_playbook_stale,
        failing.is_playbook_stale
        and decided.decision in ('automate', 'outsource', 'specialist') as is_blocked
    from decided
    inner join inputs
        on decided.workflow_id = inputs.workflow_id
    inner join failing
        on decided.workflow_id = failing.workflow_id
    cross join thresholds
    left join flips
        on
            decided.workflow_id = flips.workflow_id
            and flips.flip_rank = 1

),

final as (

    select
        inputs.workflow_id,
        workflows.workflow_name,
        workflows.tier,
        worded.decision,
        worded.suggested_route,
        inputs.current_route,
        inputs.current_route_share,
        coalesce(worded.suggested_route = inputs.current_route, false) as is_already_there,
        worded.decision_reason,
        worded.flip_words,
        worded.flip_distance,
        worded.flip_decision,
        inputs.missing_inputs,
        worded.is_playbook_stale,
        worded.is_blocked,
        case
            when not worded.is_blocked then null
            when inputs.playbook_updated_date is null
                then 'the move is blocked: no date of the playbook is declared'
            else
                'the move is blocked: the playbook is ' || inputs.playbook_age_days
                || ' days old, more than ' || cast(thresholds.playbook_days as bigint)
        end as block_reason,
        {%- for name in names %}
            inputs.{{ name }}_score,
        {%- endfor %}
        cast(inputs.repeatability_part_count as bigint) as repeatability_part_count,
        cast(inputs.complexity_part_count as bigint) as complexity_part_count,
        inputs.answered_on as answered_date,
        inputs.playbook_updated_date,
        inputs.window_first_month,
        inputs.window_last_month,
        inputs.solved_count,
        coalesce(inputs.solved_count, 0) < rules.min_sample_count as is_small_sample,
        inputs.demand_share,
        {%- for part in ["one_touch", "rework", "escalation"] %}
            inputs.{{ part }}_share,
            {{ wilson_low("inputs." ~ part ~ "_count", "inputs." ~ part ~ "_measured_count") }}
                as {{ part }}_low_share,
            {{ wilson_high("inputs." ~ part ~ "_count", "inputs." ~ part ~ "_measured_count") }}
                as {{ part }}_high_share,
        {%- endfor %}
        inputs.template_share,
        inputs.top_intent_share,
        inputs.handle_variation,
        inputs.handle_p50_seconds,
        inputs.vip_share,
        inputs.account_value_amount,
        inputs.phone_share,
        inputs.outside_hours_share,
        inputs.csat_answered_count,
        {{ share_of("inputs.csat_satisfied_count", "inputs.csat_answered_count") }}
            as csat_satisfied_share,
        {{ share_of("inputs.csat_responded_count", "inputs.csat_asked_count") }}
            as csat_response_share,
        company.reporting_currency_code as currency_code,
        costs.demand_units_per_month,
        {%- for name in [
            "current", "low_current", "high_current", "in_house", "onshore", "offshore", "automation",
        ] %}
            costs.{{ name }}_cost_per_unit_amount,
        {%- endfor %}
        coalesce(costs.is_withheld, false) as is_suppressed
    from inputs
    inner join workflows
        on inputs.workflow_id = workflows.workflow_id
    inner join worded
        on inputs.workflow_id = worded.workflow_id
    cross join thresholds
    cross join rules
    cross join company
    left join costs
        on inputs.workflow_id = costs.workflow_id

)

select * from final
