with

hours as (

    select * from {{ ref("int_calendar_hours_spanned") }}

),

arrivals as (

    select * from {{ ref("int_service_arrivals_covered") }}

),

staffed as (

    select * from {{ ref("int_service_hours_staffed") }}

),

company as (

    select * from {{ ref("company") }}

),

counted as (

    select
        hour_number,
        route,
        count(*) as created_ticket_count,
        sum(case when is_demand_unit then 1 else 0 end) as arrival_count,
        sum(case when is_demand_unit and has_schedule then 1 else 0 end)
            as scheduled_arrival_count,
        sum(case when is_demand_unit and is_covered then 1 else 0 end) as covered_arrival_count
    from arrivals
    group by hour_number, route

),

routes as (

    select route
    from counted
    union
    select route
    from staffed

),

-- A route without a single shift in a month has no roster there: nothing is known, not nobody.
rostered_months as (

    select
        staffed.route,
        staffed.utc_month,
        {{ is_too_few("max(staffed.people_count)") }} as is_withheld
    from staffed
    cross join company
    group by staffed.route, staffed.utc_month, company.min_people_per_cell

),

final as (

    select
        -- Hour and route
        hours.hour_start_at,
        hours.utc_date,
        cast(hours.utc_iso_weekday as integer) as utc_iso_weekday,
        cast(hours.utc_hour as integer) as utc_hour,
        routes.route,

        -- Arrivals
        cast(coalesce(counted.created_ticket_count, 0) as bigint) as created_ticket_count,
        cast(coalesce(counted.arrival_count, 0) as bigint) as arrival_count,
        cast(coalesce(counted.scheduled_arrival_count, 0) as bigint) as scheduled_arrival_count,
        cast(coalesce(counted.covered_arrival_count, 0) as bigint) as covered_arrival_count,
        {{ share_of("counted.covered_arrival_count", "counted.scheduled_arrival_count") }}
            as covered_arrival_share,

        -- Staffing
        case
            when not rostered_months.is_withheld
                then cast(coalesce(staffed.staffed_person_seconds, 0) as bigint)
        end as staffed_person_seconds,
        coalesce(rostered_months.is_withheld, false) as is_staffing_withheld
    from hours
    cross join routes
    left join counted
        on
            hours.hour_number = counted.hour_number
            and routes.route = counted.route
    left join staffed
        on
            hours.hour_number = staffed.hour_number
            and routes.route = staffed.route
    left join rostered_months
        on
            hours.utc_month = rostered_months.utc_month
            and routes.route = rostered_months.route

)

select * from final
