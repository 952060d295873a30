{#- Tickets that arrived on each day of the home, by service and channel, whoever solved them. -#}
{{ config(materialized="view") }}

with

tickets as (

    select * from {{ ref("int_work_tickets") }}
    where
        status <> 'deleted'
        and created_date is not null

),

final as (

    select
        created_date as arrived_date,
        created_month as arrived_month,
        service,
        channel,
        count(*) as ticket_count
    from tickets
    group by created_date, created_month, service, channel

)

select * from final
