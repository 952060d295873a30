{#- Whether the schedule of the ticket's policy was open at the second in which the ticket was
    created: one lookup in the calendar. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

tickets_kept as (

    select * from {{ ref("int_service_tickets_timed") }}

),

schedules as (

    select * from {{ ref("int_calendar_schedules_numbered") }}

),

calendar_parts as (

    select * from {{ ref("int_calendar_schedule_days") }}

),

keyed as (

    select
        tickets.source_system,
        tickets.ticket_id,
        tickets.route,
        tickets.is_demand_unit,
        schedules.schedule_number,
        {{ seconds_since_epoch("tickets.created_at") }} as created_second,
        {{ calendar_day_key("schedules.schedule_number", "tickets.created_at") }}
            as created_day_key
    from tickets
    inner join tickets_kept
        on
            tickets.source_system = tickets_kept.source_system
            and tickets.ticket_id = tickets_kept.ticket_id
    left join schedules
        on tickets_kept.schedule_id = schedules.schedule_id

),

final as (

    select
        keyed.source_system,
        keyed.ticket_id,
        cast({{ integer_divide("keyed.created_second", 3600) }} as bigint) as hour_number,
        keyed.route,
        keyed.is_demand_unit,
        keyed.schedule_number is not null as has_schedule,
        coalesce(calendar_parts.open_seconds > 0, false) as is_covered
    from keyed
    left join calendar_parts
        on
            keyed.created_day_key = calendar_parts.calendar_day_key
            and keyed.created_second >= calendar_parts.part_start_second
            and keyed.created_second < calendar_parts.part_end_second

)

select * from final
