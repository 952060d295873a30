{#- Tickets whose helpdesk asked for satisfaction by itself, and what came of it, as the home's
    csat_ratings.csv reads it. -#}
with

staged as (

    select * from {{ ref("int_work_tickets_unioned") }}
    where csat_raw is not null

),

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

ratings as (

    select * from {{ ref("csat_ratings") }}
    where csat_answer <> 'unasked'

),

solved as (

    select * from {{ ref("int_quality_tickets_solved") }}

),

final as (

    select
        tickets.source_system,
        tickets.ticket_id,
        -- A rating has no date of its own: it counts when its ticket was last solved, else when the
        -- ticket came.
        coalesce(solved.quality_month, tickets.created_month) as quality_month,
        tickets.tier,
        tickets.service,
        tickets.workflow_id,
        tickets.provider_id,
        tickets.route,
        tickets.channel,
        ratings.csat_answer
    from staged
    inner join ratings
        on
            staged.source_system = ratings.source_system
            and lower(staged.csat_raw) = lower(ratings.csat_raw)
    inner join tickets
        on
            staged.source_system = tickets.source_system
            and staged.ticket_id = tickets.ticket_id
    left join solved
        on
            staged.source_system = solved.source_system
            and staged.ticket_id = solved.ticket_id

)

select * from final
