{#- Hop 1: line -> month. The amount accrues with the days (working days, months) of its service;
    the cents of the months add up to the line exactly and a later month never changes an earlier one. -#}
with

lines as (

    select * from {{ ref("int_costs_lines_pooled") }}
    where not is_excluded

),

months as (

    select * from {{ ref("int_costs_months") }}

),

company as (

    select * from {{ ref("company") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

rates as (

    select * from {{ ref("int_costs_month_rates") }}

),

line_months as (

    select
        lines.*,
        months.cost_month,
        case
            when lines.service_start_date > months.cost_month then lines.service_start_date
            else months.cost_month
        end as month_from_date,
        case
            when {{ add_days("lines.service_end_date", 1) }} < months.next_month
                then {{ add_days("lines.service_end_date", 1) }}
            else months.next_month
        end as month_until_date,
        {{ add_days("lines.service_end_date", 1) }} as service_until_date
    from lines
    inner join months
        on
            months.cost_month <= lines.service_end_date
            and lines.service_start_date < months.next_month

),

counted as (

    select
        *,
        {{ days_between("service_start_date", "month_from_date") }} as days_before,
        {{ days_between("service_start_date", "month_until_date") }} as days_through,
        {{ days_between("service_start_date", "service_until_date") }} as days_whole,
        {{ working_days_before("month_from_date") }}
        - {{ working_days_before("service_start_date") }} as working_days_before,
        {{ working_days_before("month_until_date") }}
        - {{ working_days_before("service_start_date") }} as working_days_through,
        {{ working_days_before("service_until_date") }}
        - {{ working_days_before("service_start_date") }} as working_days_whole,
        row_number() over (partition by line_id order by cost_month) - 1 as months_before,
        row_number() over (partition by line_id order by cost_month) as months_through,
        count(*) over (partition by line_id) as months_whole
    from line_months

),

measured as (

    select
        *,
        case
            when accrual_method = 'months' then months_before
            -- A period without a single working day is spread over its days.
            when accrual_method = 'working_days' and working_days_whole > 0 then working_days_before
            else days_before
        end as part_before,
        case
            when accrual_method = 'months' then months_through
            when accrual_method = 'working_days' and working_days_whole > 0
                then working_days_through
            else days_through
        end as part_through,
        case
            when accrual_method = 'months' then months_whole
            when accrual_method = 'working_days' and working_days_whole > 0 then working_days_whole
            else days_whole
        end as part_whole
    from counted

),

rated as (

    select
        measured.*,
        as_of.as_of_month,
        case
            when measured.original_currency_code = company.reporting_currency_code then 1000000
            else rates.rate_millionths
        end as rate_millionths,
        rates.rate_date
    from measured
    cross join company
    cross join as_of
    left join rates
        on
            measured.original_currency_code = rates.currency_code
            and measured.cost_month = rates.cost_month

),

final as (

    select
        line_source,
        source_system,
        source_file,
        source_row,
        line_id,
        line_kind,
        agent_key,
        pool_rule_id,
        pool_id,
        line_source = 'imputed' as is_imputed,
        booked_date,
        service_start_date,
        service_end_date,
        has_service_period,
        original_cents as line_original_cents,
        original_currency_code,
        cost_month,
        cost_month > as_of_month as is_deferred,
        {{ accrued_cents("original_cents", "part_through", "part_whole", "1000000") }}
        - {{ accrued_cents("original_cents", "part_before", "part_whole", "1000000") }}
            as original_cents,
        rate_millionths,
        rate_date,
        {{ accrued_cents("original_cents", "part_through", "part_whole", "rate_millionths") }}
        - {{ accrued_cents("original_cents", "part_before", "part_whole", "rate_millionths") }}
            as cost_cents
    from rated

)

select * from final
