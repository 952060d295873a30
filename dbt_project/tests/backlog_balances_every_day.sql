-- If this fails, tickets appear in the backlog from nowhere or vanish from it, and whoever plans
-- the staff by it plans for the wrong number.
with

backlog as (

    select * from {{ ref("fct_backlog_days") }}

),

intervals as (

    select * from {{ ref("fct_ticket_intervals") }}

),

days as (

    select
        backlog_date,
        sum(backlog_count) as backlog_count,
        sum(opened_count + reopened_count - solved_count - withdrawn_count) as backlog_change,
        sum(moved_in_count - moved_out_count) as moved_change,
        min(backlog_count) as least_count,
        min(backlog_age_seconds) as least_age_seconds
    from backlog
    group by backlog_date

),

-- Days without a row have nothing in the backlog and no move.
compared as (

    select
        *,
        case
            when lag(backlog_date) over (order by backlog_date) = {{ add_days("backlog_date", -1) }}
                then lag(backlog_count) over (order by backlog_date)
            else 0
        end as previous_count
    from days

),

standing as (

    select count(*) as backlog_count
    from intervals
    where
        is_current
        and is_backlog

),

newest as (

    select max(backlog_date) as last_date
    from days

),

last_day as (

    select coalesce(sum(days.backlog_count), 0) as backlog_count
    from days
    inner join newest
        on days.backlog_date = newest.last_date

)

select
    'a day does not follow from the day before' as finding,
    backlog_date,
    backlog_count,
    previous_count + backlog_change as expected_count
from compared
where
    backlog_count <> previous_count + backlog_change
    or moved_change <> 0
    or least_count < 0
    or least_age_seconds < 0
union all
select
    'the last day is not what stands in the backlog' as finding,
    cast(null as date) as backlog_date,
    last_day.backlog_count,
    standing.backlog_count as expected_count
from last_day
cross join standing
where last_day.backlog_count <> standing.backlog_count
