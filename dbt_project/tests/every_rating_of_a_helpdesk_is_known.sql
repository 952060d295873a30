{{ config(severity="warn") }}

-- If this warns, customers rated tickets in words that the home does not know: these ratings are in
-- no satisfaction. Say in csat_ratings.csv what each of the words means.
with

tickets as (

    select * from {{ ref("int_work_tickets_unioned") }}

),

ratings as (

    select * from {{ ref("csat_ratings") }}

)

select
    tickets.source_system,
    lower(tickets.csat_raw) as csat_raw,
    count(*) as ticket_count
from tickets
left join ratings
    on
        tickets.source_system = ratings.source_system
        and lower(tickets.csat_raw) = lower(ratings.csat_raw)
where
    tickets.csat_raw is not null
    and ratings.csat_raw is null
group by tickets.source_system, lower(tickets.csat_raw)
