-- If this fails, answers of customers or reviews reach no month of quality, or count twice: every
-- answer of a survey and every review is in a row, if only as one that names no known ticket, and a
-- helpdesk's rating is where no survey answers for the same ticket.
with

months as (

    select * from {{ ref("quality_month") }}

),

surveys as (

    select * from {{ ref("int_work_surveys_unioned") }}

),

reviews as (

    select * from {{ ref("int_work_qa_reviews_unioned") }}

),

tickets as (

    select * from {{ ref("int_work_tickets_unioned") }}

),

ratings as (

    select * from {{ ref("csat_ratings") }}
    where csat_answer in ('satisfied', 'unsatisfied')

),

named as (

    select
        ticket_id,
        count(*) as ticket_count,
        min(source_system) as source_system
    from tickets
    group by ticket_id

),

-- The ticket of each answer: of its own system, else the only one with the id.
answered as (

    select
        surveys.survey_kind,
        surveys.ticket_id,
        case
            when own.ticket_id is not null then own.source_system
            when named.ticket_count = 1 then named.source_system
        end as ticket_source_system
    from surveys
    left join tickets as own
        on
            surveys.source_system = own.source_system
            and surveys.ticket_id = own.ticket_id
    left join named
        on surveys.ticket_id = named.ticket_id

),

rated as (

    select
        tickets.source_system,
        tickets.ticket_id
    from tickets
    inner join ratings
        on
            tickets.source_system = ratings.source_system
            and lower(tickets.csat_raw) = lower(ratings.csat_raw)

),

surveyed as (

    select distinct
        ticket_source_system,
        ticket_id
    from answered
    where
        survey_kind = 'csat'
        and ticket_source_system is not null

),

parts as (

    select
        1 as answer_count,
        case when ticket_source_system is null then 1 else 0 end as unmatched_answer_count,
        0 as review_count
    from answered
    union all
    select
        1 as answer_count,
        0 as unmatched_answer_count,
        0 as review_count
    from rated
    left join surveyed
        on
            rated.source_system = surveyed.ticket_source_system
            and rated.ticket_id = surveyed.ticket_id
    where surveyed.ticket_id is null
    union all
    select
        0 as answer_count,
        0 as unmatched_answer_count,
        1 as review_count
    from reviews

),

expected as (

    select
        coalesce(sum(answer_count), 0) as answer_count,
        coalesce(sum(unmatched_answer_count), 0) as unmatched_answer_count,
        coalesce(sum(review_count), 0) as review_count
    from parts

),

found as (

    select
        coalesce(sum(csat_answered_count + nps_answered_count + ces_answered_count), 0)
            as answer_count,
        coalesce(sum(unmatched_answer_count), 0) as unmatched_answer_count,
        coalesce(sum(review_count), 0) as review_count
    from months

)

select
    expected.answer_count,
    found.answer_count as found_answer_count,
    expected.unmatched_answer_count,
    found.unmatched_answer_count as found_unmatched_answer_count,
    expected.review_count,
    found.review_count as found_review_count
from expected
cross join found
where
    expected.answer_count <> found.answer_count
    or expected.unmatched_answer_count <> found.unmatched_answer_count
    or expected.review_count <> found.review_count
