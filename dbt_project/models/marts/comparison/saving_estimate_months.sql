with

inputs as (

    select * from {{ ref("int_comparison_inputs") }}

),

counterfactuals as (

    select * from {{ ref("int_comparison_counterfactuals") }}

),

paybacks as (

    select * from {{ ref("int_comparison_paybacks") }}

),

seasons as (

    select * from {{ ref("int_comparison_seasons") }}

),

privacy as (

    select * from {{ ref("int_comparison_privacy") }}

),

company as (

    select * from {{ ref("company") }}

),

before_means as (

    select
        comparison_id,
        avg(cast(demand_unit_count as {{ double_type() }})) as demand_unit_count,
        avg(work_seconds) as work_seconds
    from inputs
    where
        comparison_part = 'before'
        and is_complete
    group by comparison_id

),

final as (

    select
        inputs.comparison_id,
        inputs.cost_month,
        inputs.comparison_part,
        company.reporting_currency_code as currency_code,
        case
            when not privacy.is_total_withheld then {{ amount_from_cents("inputs.cost_cents") }}
        end as cost_amount,
        {%- for amount in ["counterfactual", "low_counterfactual", "high_counterfactual"] %}
            case
                when not privacy.is_bridge_withheld
                    then cast(counterfactuals.{{ amount }} as decimal(18, 2))
            end as {{ amount }}_amount,
        {%- endfor %}
        case
            when not privacy.is_bridge_withheld
                then {{ amount_from_cents("paybacks.budget_cents") }}
        end as budget_amount,
        inputs.demand_unit_count,
        cast(
            inputs.demand_unit_count / nullif(before_means.demand_unit_count, 0) as decimal(9, 4)
        ) as volume_factor,
        cast(coalesce(seasons.factor_ten_thousandths, 10000) / 10000.0 as decimal(9, 4))
            as seasonality_factor,
        cast(inputs.work_seconds / nullif(before_means.work_seconds, 0) as decimal(9, 4))
            as work_factor,
        cast(inputs.wage_ten_thousandths / 10000.0 as decimal(9, 4)) as wage_index,
        coalesce(seasons.is_observed, false) as is_season_observed,
        inputs.is_wage_known,
        inputs.is_complete,
        inputs.is_excluded,
        privacy.is_bridge_withheld as is_suppressed
    from inputs
    inner join privacy
        on inputs.comparison_id = privacy.comparison_id
    cross join company
    left join before_means
        on inputs.comparison_id = before_means.comparison_id
    left join seasons
        on extract(month from inputs.cost_month) = seasons.calendar_month
    left join counterfactuals
        on
            inputs.comparison_id = counterfactuals.comparison_id
            and inputs.cost_month = counterfactuals.cost_month
    left join paybacks
        on
            inputs.comparison_id = paybacks.comparison_id
            and inputs.cost_month = paybacks.cost_month

)

select * from final
