with

comparisons as (

    select * from {{ ref("comparisons") }}

),

totals as (

    select * from {{ ref("int_comparison_totals") }}

),

estimates as (

    select * from {{ ref("int_comparison_estimates") }}

),

cross_checks as (

    select * from {{ ref("int_comparison_cross_checks") }}

),

privacy as (

    select * from {{ ref("int_comparison_privacy") }}

),

company as (

    select * from {{ ref("company") }}

),

judged as (

    select
        comparisons.comparison_id,
        comparisons.comparison_name,
        comparisons.before_first_month,
        comparisons.before_last_month,
        comparisons.after_first_month,
        comparisons.after_last_month,
        company.reporting_currency_code as currency_code,
        coalesce(totals.before_month_count, 0) as before_month_count,
        coalesce(totals.after_month_count, 0) as after_month_count,
        totals.before_cents,
        totals.after_cents,
        totals.budget_cents,
        totals.one_off_cents,
        totals.labour_behaviour,
        totals.payback_month,
        estimates.saving_share,
        estimates.low_saving_share,
        estimates.high_saving_share,
        estimates.counterfactual_total,
        estimates.low_counterfactual_total,
        estimates.high_counterfactual_total,
        estimates.degrees_of_freedom,
        estimates.noise_floor_share,
        estimates.noise_floor_reason,
        estimates.all_months_saving_share,
        estimates.reason,
        cross_checks.saving_share as cross_check_saving_share,
        cross_checks.low_saving_share as low_cross_check_saving_share,
        cross_checks.high_saving_share as high_cross_check_saving_share,
        coalesce(
            not (
                estimates.saving_share between cross_checks.low_saving_share
                and cross_checks.high_saving_share
            ), false
        ) as is_far_from_cross_check,
        coalesce(
            not (
                totals.budget_cents * totals.after_month_count / 100.0
                between estimates.low_counterfactual_total
                and estimates.high_counterfactual_total
            ), false
        ) as is_budget_outside,
        coalesce(estimates.is_refused, true) as is_refused,
        coalesce(estimates.is_provisional, false) as is_provisional,
        coalesce(estimates.is_saving_shown, false) as is_saving_shown,
        coalesce(privacy.is_total_withheld, false) as is_total_withheld,
        coalesce(privacy.is_bridge_withheld, false) as is_bridge_withheld
    from comparisons
    cross join company
    left join totals
        on comparisons.comparison_id = totals.comparison_id
    left join estimates
        on comparisons.comparison_id = estimates.comparison_id
    left join cross_checks
        on comparisons.comparison_id = cross_checks.comparison_id
    left join privacy
        on comparisons.comparison_id = privacy.comparison_id

),

final as (

    select
        comparison_id,
        comparison_name,
        before_first_month,
        before_last_month,
        after_first_month,
        after_last_month,
        currency_code,
        before_month_count,
        after_month_count,
        case when not is_total_withheld then {{ amount_from_cents("before_cents") }} end
            as before_cost_amount,
        case when not is_total_withheld then {{ amount_from_cents("after_cents") }} end
            as after_cost_amount,
        {%- for amount in ["counterfactual", "low_counterfactual", "high_counterfactual"] %}
            case
                when not is_bridge_withheld
                    then cast({{ amount }}_total / after_month_count as decimal(18, 2))
            end as {{ amount }}_amount,
        {%- endfor %}
        case
            when not is_bridge_withheld
                then
                    cast(
                        cast(counterfactual_total / after_month_count as decimal(18, 2))
                        - {{ amount_from_cents("after_cents") }} as decimal(18, 2)
                    )
        end as saving_amount,
        -- The counterfactual to the cent would tell how much cost is fixed, and whose pay that is.
        {%- for share in [
            "saving_share", "low_saving_share", "high_saving_share", "all_months_saving_share",
        ] %}
            case
                when is_bridge_withheld
                    then cast(round({{ bounded_share(share) }}, 2) as decimal(9, 6))
                else {{ bounded_share(share) }}
            end as {{ share }},
        {%- endfor %}
        {{ bounded_share("noise_floor_share") }} as noise_floor_share,
        noise_floor_reason,
        cast(degrees_of_freedom as decimal(9, 4)) as degrees_of_freedom,
        case when not is_bridge_withheld then {{ amount_from_cents("budget_cents") }} end
            as budget_amount,
        {%- for name, part, whole, withheld in [
            ("raw_saving_share", "before_cents - after_cents", "before_cents", "is_refused"),
            (
                "bridge_saving_share", "budget_cents - after_cents", "budget_cents",
                "is_refused or is_bridge_withheld",
            ),
            (
                "run_rate_saving_share", "budget_cents - after_cents + one_off_cents",
                "budget_cents", "is_refused or is_bridge_withheld",
            ),
        ] %}
            case
                when not ({{ withheld }}) then {{ saving_share_of(part, whole) }}
            end as {{ name }},
        {%- endfor %}
        {%- for share in [
            "cross_check_saving_share", "low_cross_check_saving_share",
            "high_cross_check_saving_share",
        ] %}
            case
                when is_refused then null
                when is_bridge_withheld then cast(round({{ share }}, 2) as decimal(9, 6))
                else {{ share }}
            end as {{ share }},
        {%- endfor %}
        labour_behaviour,
        payback_month,
        is_far_from_cross_check,
        is_budget_outside,
        is_refused,
        is_provisional,
        is_saving_shown,
        concat_ws(
            '; ',
            case
                when before_month_count + after_month_count = 0
                    then 'no cost in the months that are compared'
            end,
            reason,
            case
                when is_far_from_cross_check
                    then
                        'a second, simpler estimate disagrees: the saving lies outside its interval'
            end,
            case
                when is_budget_outside
                    then 'the budget of the bridge lies outside the interval of the counterfactual'
            end
        ) as reason,
        is_bridge_withheld as is_suppressed
    from judged

)

select * from final
