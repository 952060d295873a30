{#- The ticket that each survey answer and each review is about: of the same system, or the only one
    that bears the id. What names no known ticket is `unassigned`. -#}
with

surveys as (

    select * from {{ ref("int_work_surveys_unioned") }}

),

reviews as (

    select * from {{ ref("int_work_qa_reviews_unioned") }}

),

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

items as (

    select
        'survey' as item_kind,
        source_system,
        survey_id as item_id,
        ticket_id
    from surveys
    union all
    select
        'review' as item_kind,
        source_system,
        review_id as item_id,
        ticket_id
    from reviews

),

candidates as (

    select
        items.item_kind,
        items.source_system,
        items.item_id,
        tickets.source_system as ticket_source_system,
        tickets.ticket_id,
        tickets.tier,
        tickets.service,
        tickets.workflow_id,
        tickets.provider_id,
        tickets.route,
        tickets.channel,
        tickets.source_system = items.source_system as is_same_system,
        count(*) over (
            partition by items.item_kind, items.source_system, items.item_id
        ) as candidate_count
    from items
    inner join tickets
        on items.ticket_id = tickets.ticket_id

),

matches as (

    select * from candidates
    where
        is_same_system
        or candidate_count = 1

),

final as (

    select
        items.item_kind,
        items.source_system,
        items.item_id,
        matches.ticket_source_system,
        matches.ticket_id,
        matches.ticket_id is not null as is_matched,
        coalesce(matches.tier, 'unassigned') as tier,
        coalesce(matches.service, 'unassigned') as service,
        coalesce(matches.workflow_id, 'unassigned') as workflow_id,
        coalesce(matches.provider_id, 'unassigned') as provider_id,
        coalesce(matches.route, 'unassigned') as route,
        coalesce(matches.channel, 'other') as channel
    from items
    left join matches
        on
            items.item_kind = matches.item_kind
            and items.source_system = matches.source_system
            and items.item_id = matches.item_id

)

select * from final
