-- If this fails, the month's table counts other promises than the list of promises: the owner and
-- the operations lead see two different attainments.
with

months as (

    select * from {{ ref("sla_month") }}

),

events as (

    select * from {{ ref("fct_sla_events") }}

),

by_month as (

    select
        metric,
        sum(event_count) as event_count,
        sum(met_count) as met_count,
        sum(breached_count) as breached_count,
        sum(
            met_count + breached_count + active_count + at_risk_count + cancelled_count
            + not_applicable_count
        ) as status_count
    from months
    group by metric

),

by_event as (

    select
        metric,
        count(*) as event_count,
        sum(case when sla_status = 'met' then 1 else 0 end) as met_count,
        sum(case when is_breached then 1 else 0 end) as breached_count
    from events
    group by metric

)

select
    by_month.metric,
    by_month.event_count,
    by_event.event_count as listed_event_count
from by_month
left join by_event
    on by_month.metric = by_event.metric
where
    by_month.event_count <> coalesce(by_event.event_count, 0)
    or by_month.status_count <> by_month.event_count
    or by_month.met_count <> coalesce(by_event.met_count, 0)
    or by_month.breached_count <> coalesce(by_event.breached_count, 0)
