{#- Solved tickets whose customers were asked whether they are satisfied, and which of them answered
    it. A survey tool says only who answered: where one has answers for tickets of the workflow that
    were solved in the month, all of these count as asked. Elsewhere the helpdesk says whom it
    asked. -#}
with

judged as (

    select * from {{ ref("int_quality_tickets_judged") }}

),

ratings as (

    select * from {{ ref("int_quality_ratings") }}

),

answers as (

    select * from {{ ref("int_quality_answers") }}
    where
        is_matched
        and survey_kind = 'csat'

),

surveyed_workflows as (

    select distinct
        judged.source_system,
        judged.workflow_id,
        judged.quality_month
    from judged
    inner join answers
        on
            judged.source_system = answers.ticket_source_system
            and judged.ticket_id = answers.ticket_id
            and answers.answer_kind = 'survey'

),

answered_tickets as (

    select distinct
        ticket_source_system,
        ticket_id
    from answers

),

final as (

    select
        judged.source_system,
        judged.ticket_id,
        judged.quality_month,
        judged.tier,
        judged.service,
        judged.workflow_id,
        judged.provider_id,
        judged.route,
        judged.channel,
        case when answered_tickets.ticket_id is not null then 1 else 0 end as responded_count
    from judged
    left join ratings
        on
            judged.source_system = ratings.source_system
            and judged.ticket_id = ratings.ticket_id
    left join surveyed_workflows
        on
            judged.source_system = surveyed_workflows.source_system
            and judged.workflow_id = surveyed_workflows.workflow_id
            and judged.quality_month = surveyed_workflows.quality_month
    left join answered_tickets
        on
            judged.source_system = answered_tickets.ticket_source_system
            and judged.ticket_id = answered_tickets.ticket_id
    where
        surveyed_workflows.workflow_id is not null
        or answered_tickets.ticket_id is not null
        or ratings.ticket_id is not null

)

select * from final
