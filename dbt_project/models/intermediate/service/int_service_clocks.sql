{{ config(materialized="view") }}

{#- Every clock of every ticket, once per target that was applied to it, with the state of the
    promise at the as-of time. -#}
with

clocks as (

    select * from {{ ref("int_service_clocks_kept") }}

),

tickets as (

    select * from {{ ref("int_service_tickets_kept") }}

),

places as (

    select * from {{ ref("int_service_places") }}

),

policies as (

    select * from {{ ref("int_service_policies_numbered") }}

),

targets as (

    select * from {{ ref("int_service_targets_numbered") }}

),

named as (

    select
        clocks.*,
        {{ name_of_number("clocks.metric_number", sla_metrics()) }} as metric,
        {{ name_of_number("clocks.sla_status_number", sla_statuses()) }} as sla_status
    from clocks

),

final as (

    select
        tickets.source_system,
        tickets.ticket_id,
        named.metric,
        named.clock_started_at,
        named.applied_at,
        named.superseded_at,
        named.stopped_at,
        tickets.created_month,
        named.applied_date,
        {{ month_start("named.applied_date") }} as applied_month,
        places.tier,
        places.service,
        places.workflow_id,
        places.provider_id,
        places.route,
        places.channel,
        places.priority,
        tickets.is_automated,
        policies.policy_id,
        policies.schedule_id,
        targets.sla_target_id,
        targets.target_seconds,
        targets.clock,
        targets.target_share,
        named.due_at,
        case when named.is_fulfilled and named.sla_status in ('met', 'breached') then named.stopped_at end
            as fulfilled_at,
        case when named.sla_status = 'breached' then named.due_at end as breached_at,
        case targets.clock
            when 'business' then named.elapsed_business_seconds
            when 'calendar' then named.elapsed_calendar_seconds
        end as elapsed_seconds,
        named.elapsed_calendar_seconds,
        named.elapsed_business_seconds,
        named.sla_status,
        named.is_cancelled,
        named.is_fulfilled,
        -- Seconds until the promise was kept, whether or not anything was promised.
        case when named.is_fulfilled then named.elapsed_calendar_seconds end
            as fulfilled_calendar_seconds,
        case when named.is_fulfilled then named.elapsed_business_seconds end
            as fulfilled_business_seconds
    from named
    inner join tickets
        on named.ticket_number = tickets.ticket_number
    inner join places
        on named.place_key = places.place_key
    left join policies
        on named.policy_number = policies.policy_number
    left join targets
        on named.target_number = targets.target_number

)

select * from final
