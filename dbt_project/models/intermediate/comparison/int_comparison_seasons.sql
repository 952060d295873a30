{#- Seasonal profile of the total demand, by calendar month: volume against its own trend. The trend
    is the median growth over a year, so it takes months that were seen twice; without a whole year
    and three such pairs no season is known and every factor is 1. -#}
with

demand as (

    select * from {{ ref("int_comparison_demand") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

company as (

    select * from {{ ref("company") }}

),

months as (

    select
        demand.demand_month,
        cast(extract(month from demand.demand_month) as integer) as calendar_month,
        12 * cast(extract(year from demand.demand_month) as integer)
        + cast(extract(month from demand.demand_month) as integer) as month_number,
        cast(sum(demand.demand_unit_count) as {{ double_type() }}) as demand_unit_count
    from demand
    cross join company
    cross join as_of
    where
        {{ add_months("demand.demand_month", 1) }}
        <= {{ add_days(home_date("as_of.as_of_at", "company.time_zone"), 1) }}
    group by demand.demand_month
    having sum(demand.demand_unit_count) > 0

),

growth as (

    select
        count(*) as pair_count,
        min(earlier.month_number) as first_month_number,
        coalesce(
            {{ quantile("ln(later.demand_unit_count) - ln(earlier.demand_unit_count)", 0.5) }}, 0
        ) as yearly_log_growth
    from months as earlier
    inner join months as later
        on earlier.month_number + 12 = later.month_number

),

detrended as (

    select
        months.calendar_month,
        months.demand_unit_count
        * exp(
            -growth.yearly_log_growth
            * (months.month_number - coalesce(growth.first_month_number, months.month_number))
            / 12.0
        ) as level_unit_count
    from months
    cross join growth

),

calendar as (

    select
        calendar_month,
        avg(level_unit_count) as level_unit_count,
        count(*) as year_count
    from detrended
    group by calendar_month

),

year_level as (

    select
        avg(level_unit_count) as level_unit_count,
        count(*) as calendar_month_count
    from calendar

),

final as (

    select
        calendar.calendar_month,
        cast(calendar.year_count as integer) as year_count,
        year_level.calendar_month_count = 12 and growth.pair_count >= 3 as is_observed,
        case
            when year_level.calendar_month_count = 12 and growth.pair_count >= 3
                then
                    cast(
                        round(
                            10000 * calendar.level_unit_count
                            / nullif(year_level.level_unit_count, 0)
                        ) as bigint
                    )
            else 10000
        end as factor_ten_thousandths
    from calendar
    cross join year_level
    cross join growth

)

select * from final
