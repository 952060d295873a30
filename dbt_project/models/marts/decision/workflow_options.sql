{#- What each way of doing a workflow would cost and save. Of the current cost, the released share
    is no longer spent; of what the own team costs in it, only the exit share leaves payroll. -#}
{%- set inputs = [
    ("demand_units_per_month", "decimal(18, 4)"), ("lowest_month_unit_count", "bigint"),
    ("current_cost_per_unit_amount", "decimal(18, 4)"),
    ("low_current_cost_per_unit_amount", "decimal(18, 4)"),
    ("high_current_cost_per_unit_amount", "decimal(18, 4)"),
    ("in_house_cost_share", "decimal(9, 6)"), ("exit_share", "decimal(9, 6)"),
    ("is_price_per_resolution", "boolean"), ("released_share", "decimal(9, 6)"),
    ("price_per_unit_amount", "decimal(18, 4)"), ("seat_amount", "decimal(18, 2)"),
    ("seat_unit_count", "bigint"), ("management_hours", "decimal(12, 2)"),
    ("management_unit_count", "bigint"), ("shadow_minutes_per_unit", "decimal(12, 4)"),
    ("minimum_amount", "decimal(18, 2)"), ("one_off_amount", "decimal(18, 2)"),
    ("management_hourly_amount", "decimal(18, 4)"), ("own_minute_amount", "decimal(18, 4)"),
] -%}
with

options as (

    select * from {{ ref("int_decision_options") }}

),

company as (

    select * from {{ ref("company") }}

),

numbers as (

    select
        workflow_id,
        quote_id,
        {%- for name, type in inputs %}
            {%- if type != "boolean" %}
                cast({{ name }} as {{ double_type() }}) as {{ name }},
            {%- endif %}
        {%- endfor %}
        is_price_per_resolution,
        case
            when is_price_per_resolution then cast(released_share as {{ double_type() }})
            else 1
        end as billed_share
    from options

),

paid as (

    select
        *,
        greatest(
            price_per_unit_amount * billed_share,
            minimum_amount / nullif(demand_units_per_month, 0)
        ) as paid_per_unit,
        coalesce(
            seat_amount / nullif(coalesce(nullif(seat_unit_count, 0), demand_units_per_month), 0), 0
        ) as seat_per_unit,
        coalesce(
            management_hours * management_hourly_amount
            / nullif(coalesce(nullif(management_unit_count, 0), demand_units_per_month), 0), 0
        ) as management_per_unit,
        shadow_minutes_per_unit * own_minute_amount as shadow_per_unit,
        1 - in_house_cost_share * (1 - exit_share) as leaving_share
    from numbers

),

outlays as (

    select
        *,
        paid_per_unit + seat_per_unit + management_per_unit + shadow_per_unit as outlay
    from paid

),

savings as (

    select
        *,
        {%- for bound in ["", "low_", "high_"] %}
            demand_units_per_month
            * (released_share * {{ bound }}current_cost_per_unit_amount - outlay)
                as {{ bound }}full_saving,
            demand_units_per_month * (
                released_share * leaving_share * {{ bound }}current_cost_per_unit_amount - outlay
            ) as {{ bound }}exit_saving,
        {%- endfor %}
        outlay + (1 - released_share) * current_cost_per_unit_amount as all_in
    from outlays

),

final as (

    select
        options.workflow_id,
        options.quote_id,
        options.route_option,
        options.provider_name,
        company.reporting_currency_code as currency_code,
        {%- for name, type in inputs %}
            cast(options.{{ name }} as {{ type }}) as {{ name }},
        {%- endfor %}
        {%- for name, amount in {
            "paid": "paid_per_unit", "seats": "seat_per_unit",
            "management": "management_per_unit", "shadow_work": "shadow_per_unit",
            "all_in_cost": "all_in",
        }.items() %}
            cast(savings.{{ amount }} as decimal(18, 4)) as {{ name }}_per_unit_amount,
        {%- endfor %}
        {%- for bound in ["", "low_", "high_"] %}
            cast(savings.{{ bound }}full_saving as decimal(18, 2))
                as {{ bound }}saving_if_all_leaves_amount,
            cast(savings.{{ bound }}exit_saving as decimal(18, 2))
                as {{ bound }}saving_at_exit_share_amount,
        {%- endfor %}
        case
            when savings.full_saving > 0
                then cast(savings.one_off_amount / savings.full_saving as decimal(12, 1))
        end as payback_months,
        case
            when savings.exit_saving > 0
                then cast(savings.one_off_amount / savings.exit_saving as decimal(12, 1))
        end as payback_at_exit_share_months,
        case
            when options.route_option not in ('as_is', 'automation')
                then
                    cast(
                        savings.shadow_minutes_per_unit
                        + savings.full_saving
                        / nullif(savings.demand_units_per_month * savings.own_minute_amount, 0)
                        as decimal(12, 2)
                    )
        end as break_even_shadow_minutes,
        case
            when options.route_option not in ('as_is', 'automation')
                then
                    cast(
                        savings.shadow_minutes_per_unit
                        + savings.exit_saving
                        / nullif(savings.demand_units_per_month * savings.own_minute_amount, 0)
                        as decimal(12, 2)
                    )
        end as break_even_shadow_minutes_at_exit_share,
        case
            when options.route_option = 'automation'
                then
                    cast(
                        case
                            -- Billed by resolution, and above the minimum: the bill shrinks too.
                            when
                                savings.is_price_per_resolution
                                and savings.minimum_amount
                                < savings.price_per_unit_amount * savings.released_share
                                * savings.demand_units_per_month
                                then
                                    (savings.outlay - savings.paid_per_unit) / nullif(
                                        savings.current_cost_per_unit_amount
                                        - savings.price_per_unit_amount, 0
                                    )
                            else savings.outlay / nullif(savings.current_cost_per_unit_amount, 0)
                        end as decimal(12, 4)
                    )
        end as break_even_resolution_share,
        cast(
            savings.minimum_amount / nullif(
                savings.price_per_unit_amount * savings.billed_share
                * savings.lowest_month_unit_count, 0
            ) as decimal(12, 4)
        ) as minimum_of_lowest_month_share,
        cast(
            greatest(
                savings.minimum_amount - savings.price_per_unit_amount * savings.billed_share
                * savings.lowest_month_unit_count, 0
            ) as decimal(18, 2)
        ) as minimum_risk_amount,
        options.is_suppressed,
        nullif(
            concat_ws(
                '; ',
                case
                    when options.is_suppressed
                        then 'the cost is withheld: it would tell the pay of too few people'
                    when options.current_cost_per_unit_amount is null then 'no cost is known'
                end,
                case
                    when options.exit_share is null and options.route_option <> 'as_is'
                        then 'how much freed capacity leaves payroll is not answered'
                end
            ), ''
        ) as reason
    from options
    inner join savings
        on
            options.workflow_id = savings.workflow_id
            and options.quote_id = savings.quote_id
    cross join company

)

select * from final
