{#- Every clock of every ticket, once per target that was applied to it, with the state of the
    promise at the as-of time. Tickets that this run does not time keep the rows that they have.
    What is spelled out elsewhere stands here as a number; int_service_clocks puts it together. -#}
{%- set statuses = sla_statuses() -%}
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

company as (

    select * from {{ ref("company") }}

),

judged as (

    select
        applications.*,
        case
            when applications.target_number is null then null
            when applications.is_cancelled then {{ name_number("cancelled", statuses) }}
            when not applications.is_applicable then {{ name_number("not_applicable", statuses) }}
            when applications.clock_seconds > applications.target_seconds
                then {{ name_number("breached", statuses) }}
            when applications.superseded_at is not null
                then {{ name_number("cancelled", statuses) }}
            when applications.fulfilled_at is not null then {{ name_number("met", statuses) }}
            when applications.abandoned_at is not null
                then {{ name_number("cancelled", statuses) }}
            when
                applications.target_seconds - applications.clock_seconds
                < company.at_risk_share * applications.target_seconds
                then {{ name_number("at_risk", statuses) }}
            else {{ name_number("active", statuses) }}
        end as sla_status_number
    from applications
    cross join company

),

final as (

    select
        ticket_number,
        cast(metric_number as smallint) as metric_number,
        clock_started_at,
        applied_at,
        superseded_at,
        -- Empty while the clock runs, and where the ticket was over before.
        coalesce(superseded_at, fulfilled_at, abandoned_at) as stopped_at,
        applied_date,
        place_key,
        policy_number,
        target_number,
        due_at,
        elapsed_calendar_seconds,
        elapsed_business_seconds,
        cast(sla_status_number as smallint) as sla_status_number,
        is_cancelled,
        superseded_at is null
        and is_applicable
        and fulfilled_at is not null
        and not is_cancelled as is_fulfilled
    from judged

)

select * from final
