{#- What each way of doing a workflow is costed from: its work and unit cost now, what the quote
    says, and the declared rates. As it is needs no quote. -#}
{%- set quoted = [
    "price_per_unit_amount", "seat_amount", "seat_unit_count", "management_hours",
    "management_unit_count", "shadow_minutes_per_unit", "minimum_amount", "one_off_amount",
] -%}
with

costs as (

    select * from {{ ref("int_decision_costs") }}

),

quotes as (

    select * from {{ ref("route_quotes") }}

),

thresholds as (

    select * from {{ ref("int_decision_thresholds") }}

),

answers as (

    select
        workflow_answers.*,
        row_number() over (
            partition by workflow_answers.workflow_id
            order by workflow_answers.answered_on desc
        ) as answer_rank
    from {{ ref("workflow_answers") }} as workflow_answers
    inner join {{ ref("int_run_as_of") }} as as_of
        on workflow_answers.answered_on <= cast(as_of.as_of_at as date)

),

options as (

    select
        workflow_id,
        'as_is' as quote_id,
        'as_is' as route_option,
        cast(null as varchar) as provider_name,
        false as is_price_per_resolution,
        {%- for name in quoted %}
            0 as {{ name }},
        {%- endfor %}
        0 as released_share
    from costs
    union all
    select
        quotes.workflow_id,
        quotes.quote_id,
        quotes.route_option,
        quotes.provider_name,
        quotes.is_price_per_resolution,
        {%- for name in quoted %}
            quotes.{{ name }},
        {%- endfor %}
        quotes.released_share
    from quotes
    inner join {{ ref("int_run_as_of") }} as as_of
        on {{ is_valid_on("cast(as_of.as_of_at as date)", "quotes") }}

),

final as (

    select
        options.workflow_id,
        options.quote_id,
        options.route_option,
        options.provider_name,
        costs.demand_units_per_month,
        costs.lowest_month_unit_count,
        costs.current_cost_per_unit_amount,
        costs.low_current_cost_per_unit_amount,
        costs.high_current_cost_per_unit_amount,
        costs.in_house_cost_share,
        answers.exit_share,
        options.is_price_per_resolution,
        options.released_share,
        {%- for name in quoted %}
            options.{{ name }},
        {%- endfor %}
        cast(thresholds.management_hourly_amount as decimal(18, 4)) as management_hourly_amount,
        cast(thresholds.own_minute_amount as decimal(18, 4)) as own_minute_amount,
        costs.is_withheld as is_suppressed
    from options
    inner join costs
        on options.workflow_id = costs.workflow_id
    cross join thresholds
    left join answers
        on
            options.workflow_id = answers.workflow_id
            and answers.answer_rank = 1

)

select * from final
