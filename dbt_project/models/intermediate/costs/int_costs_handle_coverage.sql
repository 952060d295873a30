{#- How much of the own team's tickets of a month has handling time, and how much is estimated. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets") }}
    where
        route = 'in_house'
        and is_resolved

),

sessions as (

    select distinct
        source_system,
        ticket_id
    from {{ ref("int_work_sessions") }}

),

handled as (

    select * from {{ ref("int_work_handled") }}
    where performed_by = 'own_team'

),

ticket_months as (

    select
        tickets.created_month as cost_month,
        count(*) as ticket_count,
        sum(
            case when tickets.handle_seconds > 0 or sessions.ticket_id is not null then 1 else 0 end
        ) as timed_count
    from tickets
    left join sessions
        on
            tickets.source_system = sessions.source_system
            and tickets.ticket_id = sessions.ticket_id
    group by tickets.created_month

),

handled_months as (

    select
        work_month as cost_month,
        sum(handled_seconds) as handled_seconds,
        sum(estimated_seconds) as estimated_seconds
    from handled
    group by work_month

),

final as (

    select
        coalesce(ticket_months.cost_month, handled_months.cost_month) as cost_month,
        {{ share_of("ticket_months.timed_count", "ticket_months.ticket_count") }} as timed_share,
        {{ share_of("handled_months.estimated_seconds", "handled_months.handled_seconds") }}
            as estimated_share
    from ticket_months
    full outer join handled_months
        on ticket_months.cost_month = handled_months.cost_month

)

select * from final
