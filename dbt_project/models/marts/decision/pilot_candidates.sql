{#- Which move to try first: each workflow that the rules would move, with the sample that a pilot
    needs, or why it is no pilot. Half of the demand moves, half stays to compare. -#}
with

decisions as (

    select * from {{ ref("workflow_decisions") }}
    where decision in ('automate', 'outsource', 'specialist')

),

options as (

    select * from {{ ref("workflow_options") }}
    where route_option <> 'as_is'

),

thresholds as (

    select * from {{ ref("int_decision_thresholds") }}

),

matching as (

    select
        decisions.workflow_id,
        options.quote_id,
        options.route_option,
        options.provider_name,
        options.saving_at_exit_share_amount,
        options.break_even_shadow_minutes_at_exit_share,
        row_number() over (
            partition by decisions.workflow_id
            order by options.saving_at_exit_share_amount desc nulls last, options.quote_id asc
        ) as option_rank
    from decisions
    inner join options
        on
            decisions.workflow_id = options.workflow_id
            and (
                (decisions.decision = 'automate' and options.route_option = 'automation')
                or (
                    decisions.decision = 'outsource'
                    and options.route_option in ('onshore', 'offshore')
                )
                or (decisions.decision = 'specialist' and options.route_option = 'specialist')
            )

),

shares as (

    select
        decisions.*,
        matching.quote_id,
        matching.route_option,
        matching.provider_name,
        matching.saving_at_exit_share_amount,
        matching.break_even_shadow_minutes_at_exit_share,
        -- The share before must leave room for the fall, and be below one.
        cast(
            case
                when decisions.is_small_sample or decisions.csat_satisfied_share is null
                    then thresholds.pilot_csat_share
                else
                    greatest(
                        least(decisions.csat_satisfied_share, 0.999),
                        thresholds.pilot_csat_drop_share + 0.001
                    )
            end as decimal(9, 6)
        ) as before_share,
        cast(
            case
                when coalesce(decisions.csat_response_share, 0) > 0
                    then decisions.csat_response_share
                else thresholds.pilot_response_share
            end as decimal(9, 6)
        ) as response_share,
        thresholds.pilot_csat_drop_share,
        thresholds.pilot_error_share,
        thresholds.pilot_power_share,
        thresholds.pilot_largest_demand_share,
        thresholds.pilot_longest_weeks
    from decisions
    cross join thresholds
    left join matching
        on
            decisions.workflow_id = matching.workflow_id
            and matching.option_rank = 1

),

sized as (

    select
        *,
        before_share - pilot_csat_drop_share as harmed_share,
        {{ two_share_sample(
            "before_share", "before_share - pilot_csat_drop_share", "pilot_error_share",
            "pilot_power_share"
        ) }} as answers_per_arm_count
    from shares

),

contacted as (

    select
        *,
        cast(
            ceil(cast(answers_per_arm_count as {{ double_type() }}) / response_share) as bigint
        ) as contacts_per_arm_count
    from sized

),

timed as (

    select
        *,
        -- A month has 365.25 / 84 weeks.
        cast(
            ceil(
                2 * contacts_per_arm_count * 365.25 / 84
                / nullif(cast(demand_units_per_month as {{ double_type() }}), 0)
            ) as bigint
        ) as week_count
    from contacted

),

judged as (

    select
        *,
        nullif(
            concat_ws(
                '; ',
                case when is_already_there then 'most of it is already done there' end,
                block_reason,
                case
                    when demand_share > pilot_largest_demand_share
                        then
                            'it is ' || cast(round(100 * demand_share) as bigint)
                            || '% of all demand, more than '
                            || cast(round(100 * pilot_largest_demand_share) as bigint) || '%'
                end,
                case
                    when week_count is null then 'too small to measure: no demand'
                    when week_count > pilot_longest_weeks
                        then
                            'too small to measure: ' || week_count || ' weeks, more than '
                            || cast(pilot_longest_weeks as bigint)
                end,
                case
                    when quote_id is null then 'no quote is valid for it'
                    when saving_at_exit_share_amount is null
                        then 'no cash saving is known'
                    when saving_at_exit_share_amount <= 0
                        then 'no cash saving at the declared exit share'
                end
            ), ''
        ) as reject_reason
    from timed

),

final as (

    select
        workflow_id,
        workflow_name,
        decision,
        quote_id,
        route_option,
        provider_name,
        currency_code,
        case
            when reject_reason is null
                then
                    row_number() over (
                        partition by reject_reason is null
                        order by risk_score asc, saving_at_exit_share_amount desc, workflow_id asc
                    )
        end as pilot_rank,
        reject_reason is not null as is_rejected,
        reject_reason,
        risk_score,
        demand_share,
        demand_units_per_month,
        saving_at_exit_share_amount,
        before_share as csat_before_share,
        cast(harmed_share as decimal(9, 6)) as csat_harmed_share,
        response_share as csat_response_share,
        answers_per_arm_count,
        contacts_per_arm_count,
        week_count,
        concat_ws(
            ', ', 'satisfaction', 'reopened and reworked tickets', 'escalations',
            'promises kept', 'minutes of shadow work a unit'
        ) as watch_words,
        'stop if, after ' || answers_per_arm_count || ' answers in each arm, fewer than '
        || cast(round(100 * harmed_share, 1) as decimal(5, 1)) || '% are satisfied'
        || case
            when break_even_shadow_minutes_at_exit_share is not null
                then
                    ', or shadow work passes ' || break_even_shadow_minutes_at_exit_share
                    || ' minutes a unit'
            else ''
        end as stop_rule
    from judged

)

select * from final
