{#- The splits of the months before into at least six and then min(6, a third), where nothing
    changed: the months pretended to be after, with what each way of labour to behave expects. -#}
with

inputs as (

    select * from {{ ref("int_comparison_inputs") }}
    where
        is_complete
        and comparison_part = 'before'

),

cells as (

    select * from {{ ref("int_comparison_cells") }}
    where
        is_complete
        and comparison_part = 'before'

),

capacity as (

    select * from {{ ref("int_costs_capacity_months") }}

),

rules as (

    select * from {{ ref("capacity_rules") }}

),

month_capacity as (

    select
        capacity.cost_month,
        sum(capacity.practical_seconds) as staff_seconds,
        max(60 * rules.practical_minutes_per_fte_month) as person_seconds
    from capacity
    inner join rules
        on
            capacity.role_band = rules.role_band
            and {{ is_valid_on("capacity.cost_month", "rules") }}
    group by capacity.cost_month

),

month_costs as (

    select
        comparison_id,
        cost_month,
        {% for behaviour in ["labour", "fixed"] -%}
            sum(
                case
                    when {{ cost_behaviour("cost_class") }} = '{{ behaviour }}' then cost_cents
                    else 0
                end
            ) as {{ behaviour }}_cents,
        {% endfor -%}
        sum(cost_cents) as cost_cents,
        sum(pay_cents) as pay_cents
    from cells
    group by comparison_id, cost_month

),

-- At the wages of the last month before; all pay of a month has one index.
months as (

    select
        inputs.comparison_id,
        inputs.cost_month,
        row_number() over (
            partition by inputs.comparison_id order by inputs.cost_month
        ) as month_number,
        count(*) over (partition by inputs.comparison_id) as month_count,
        inputs.work_seconds,
        month_capacity.staff_seconds,
        month_capacity.person_seconds,
        month_costs.labour_cents * 10000.0 / inputs.wage_ten_thousandths as labour_cents,
        month_costs.fixed_cents,
        month_costs.cost_cents - month_costs.pay_cents
        + month_costs.pay_cents * 10000.0 / inputs.wage_ten_thousandths as cost_cents
    from inputs
    inner join month_costs
        on
            inputs.comparison_id = month_costs.comparison_id
            and inputs.cost_month = month_costs.cost_month
    left join month_capacity
        on inputs.cost_month = month_capacity.cost_month

),

splits as (

    select
        comparison_id,
        month_number as first_number,
        least(6, {{ integer_divide("month_count", "3") }}) as split_length
    from months
    where
        month_number > 6
        and month_number + least(6, {{ integer_divide("month_count", "3") }}) - 1 <= month_count

),

seen as (

    select
        splits.comparison_id,
        splits.first_number,
        splits.split_length,
        avg(months.work_seconds) as work_seconds,
        avg(months.labour_cents) as labour_cents,
        avg(months.fixed_cents) as fixed_cents,
        avg(months.cost_cents) as cost_cents,
        avg(months.staff_seconds) as staff_seconds,
        max(months.person_seconds) as person_seconds
    from splits
    inner join months
        on
            splits.comparison_id = months.comparison_id
            and months.month_number < splits.first_number
    group by splits.comparison_id, splits.first_number, splits.split_length

),

compared as (

    select
        seen.comparison_id,
        seen.first_number,
        months.month_number,
        months.cost_cents,
        months.work_seconds / nullif(seen.work_seconds, 0) as work_ratio,
        seen.labour_cents as seen_labour_cents,
        seen.fixed_cents as seen_fixed_cents,
        seen.cost_cents - seen.labour_cents - seen.fixed_cents as seen_units_cents,
        seen.staff_seconds / nullif(seen.person_seconds, 0) as staff_count
    from seen
    inner join months
        on
            seen.comparison_id = months.comparison_id
            and seen.first_number <= months.month_number
            and months.month_number < seen.first_number + seen.split_length

),

final as (

    select
        comparison_id,
        first_number,
        month_number,
        cost_cents,
        seen_fixed_cents + work_ratio * (seen_units_cents + seen_labour_cents)
            as variable_expected_cents,
        seen_fixed_cents + work_ratio * seen_units_cents + seen_labour_cents * case
            when staff_count > 0
                then
                    1 + sign(work_ratio - 1)
                    * floor(staff_count * abs(work_ratio - 1)) / nullif(staff_count, 0)
            else work_ratio
        end as step_expected_cents,
        seen_fixed_cents + work_ratio * seen_units_cents + seen_labour_cents
            as fixed_expected_cents
    from compared

)

select * from final
