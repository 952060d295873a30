{#- Every clock of every ticket, once per target that was applied to it, with the state of the
    promise at the as-of time. Tickets that this run does not time keep the rows that they have. -#}
{{ config(
    materialized="incremental",
    incremental_strategy="append",
    on_schema_change="sync_all_columns",
    pre_hook=[
        before_begin("{{ mark_unfinished_tickets() }}"),
        before_begin("{{ forget_changed_tickets() }}"),
    ]
) }}

-- depends_on: {{ ref("int_service_tickets_changed") }}
-- depends_on: {{ ref("int_service_months_changed") }}
with

applications as (

    select * from {{ ref("int_service_applications_due") }}

),

tickets as (

    select * from {{ ref("int_service_tickets_clocked") }}

),

company as (

    select * from {{ ref("company") }}

),

timed as (

    select
        *,
        case clock
            when 'business' then elapsed_business_seconds
            when 'calendar' then elapsed_calendar_seconds
        end as clock_seconds
    from applications

),

judged as (

    select
        timed.*,
        tickets.source_system,
        tickets.ticket_id,
        tickets.created_month,
        tickets.channel,
        tickets.is_automated,
        tickets.is_cancelled,
        case
            when timed.sla_target_id is null then null
            when tickets.is_cancelled then 'cancelled'
            when not timed.is_applicable then 'not_applicable'
            when timed.clock_seconds > timed.target_seconds then 'breached'
            when timed.superseded_at is not null then 'cancelled'
            when timed.fulfilled_at is not null then 'met'
            when timed.abandoned_at is not null then 'cancelled'
            when
                timed.target_seconds - timed.clock_seconds
                < company.at_risk_share * timed.target_seconds
                then 'at_risk'
            else 'active'
        end as sla_status,
        timed.superseded_at is null
        and timed.is_applicable
        and timed.fulfilled_at is not null
        and not tickets.is_cancelled as is_fulfilled
    from timed
    inner join tickets
        on timed.ticket_number = tickets.ticket_number
    cross join company

),

final as (

    select
        source_system,
        ticket_id,
        metric,
        clock_started_at,
        applied_at,
        superseded_at,
        -- Empty while the clock runs, and where the ticket was over before.
        coalesce(superseded_at, fulfilled_at, abandoned_at) as stopped_at,
        created_month,
        applied_date,
        {{ month_start("applied_date") }} as applied_month,
        tier,
        service,
        workflow_id,
        provider_id,
        route,
        channel,
        priority,
        is_automated,
        policy_id,
        schedule_id,
        sla_target_id,
        target_seconds,
        clock,
        target_share,
        due_at,
        case when sla_status in ('met', 'breached') and superseded_at is null then fulfilled_at end
            as fulfilled_at,
        case when sla_status = 'breached' then due_at end as breached_at,
        clock_seconds as elapsed_seconds,
        elapsed_calendar_seconds,
        elapsed_business_seconds,
        sla_status,
        is_cancelled,
        is_fulfilled,
        -- Seconds until the promise was kept, whether or not anything was promised.
        case when is_fulfilled then elapsed_calendar_seconds end as fulfilled_calendar_seconds,
        case when is_fulfilled then elapsed_business_seconds end as fulfilled_business_seconds
    from judged

)

select * from final
