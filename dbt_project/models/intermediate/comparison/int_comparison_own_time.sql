{#- Handled seconds of the own team over the months after, by the bar of the route: spent, and what
    the budget has there once work that moved is taken along. -#}
with

months as (

    select * from {{ ref("int_comparison_months") }}
    where is_complete

),

handled as (

    select * from {{ ref("int_costs_handled_months") }}

),

volumes as (

    select * from {{ ref("int_comparison_volumes") }}

),

shifts as (

    select * from {{ ref("int_comparison_route_shifts") }}

),

route_time as (

    select
        months.comparison_id,
        months.cost_month,
        months.comparison_part,
        handled.workflow_id,
        {{ bridge_bar("'labour'", "handled.route") }} as bar,
        cast(sum(handled.handled_seconds) as bigint) as handled_seconds
    from months
    inner join handled
        on months.cost_month = handled.cost_month
    group by
        months.comparison_id, months.cost_month, months.comparison_part, handled.workflow_id,
        {{ bridge_bar("'labour'", "handled.route") }}

),

before_time as (

    select
        comparison_id,
        workflow_id,
        bar,
        sum(handled_seconds) as handled_seconds
    from route_time
    where comparison_part = 'before'
    group by comparison_id, workflow_id, bar

),

after_volumes as (

    select volumes.*
    from volumes
    inner join months
        on
            volumes.comparison_id = months.comparison_id
            and volumes.cost_month = months.cost_month
    where
        months.comparison_part = 'after'
        and volumes.before_unit_count > 0

),

moved as (

    select
        after_volumes.comparison_id,
        {{ bridge_bar("'labour'", "shifts.route") }} as bar,
        {{ rounded_share_cents(
            rounded_share_cents(
                "after_volumes.before_handled_seconds", "after_volumes.demand_unit_count",
                "after_volumes.before_unit_count"
            ),
            "shifts.shift_dividend", "shifts.shift_divisor"
        ) }} as handled_seconds
    from after_volumes
    inner join shifts
        on
            after_volumes.comparison_id = shifts.comparison_id
            and after_volumes.cost_month = shifts.cost_month
            and after_volumes.workflow_id = shifts.workflow_id
    where shifts.route in ('onshore', 'offshore', 'automation')

),

parts as (

    select
        comparison_id,
        bar,
        handled_seconds as spent_seconds,
        0 as expected_seconds
    from route_time
    where comparison_part = 'after'
    union all
    select
        after_volumes.comparison_id,
        before_time.bar,
        0 as spent_seconds,
        {{ rounded_share_cents(
            "before_time.handled_seconds", "after_volumes.demand_unit_count",
            "after_volumes.before_unit_count"
        ) }} as expected_seconds
    from after_volumes
    inner join before_time
        on
            after_volumes.comparison_id = before_time.comparison_id
            and after_volumes.workflow_id = before_time.workflow_id
    union all
    select
        comparison_id,
        bar,
        0 as spent_seconds,
        handled_seconds as expected_seconds
    from moved
    union all
    select
        comparison_id,
        'in_house_rate' as bar,
        0 as spent_seconds,
        -handled_seconds as expected_seconds
    from moved

),

final as (

    select
        comparison_id,
        bar,
        cast(sum(spent_seconds) as bigint) as spent_seconds,
        cast(sum(expected_seconds) as bigint) as expected_seconds
    from parts
    group by comparison_id, bar

)

select * from final
