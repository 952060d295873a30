{#- Clocks counted by the month in which they were applied, and by what reports slice by. Months in
    which nothing changed keep the rows that they have. -#}
{{ config(
    materialized="incremental",
    incremental_strategy="append",
    on_schema_change="sync_all_columns",
    pre_hook=before_begin("{{ forget_changed_months('applied_month') }}")
) }}

with

clocks as (

    select * from {{ ref("int_service_clocks") }}

),

months as (

    select * from {{ ref("int_service_months_changed") }}

),

measured as (

    select
        clocks.*,
        clocks.superseded_at is null and not clocks.is_cancelled as is_counted,
        case when clocks.sla_status in ('met', 'breached') then clocks.elapsed_seconds end
            as measured_seconds
    from clocks
    inner join months
        on clocks.applied_month = months.changed_month

),

final as (

    select
        applied_month,
        tier,
        service,
        provider_id,
        channel,
        priority,
        metric,
        sum(case when is_counted then 1 else 0 end) as ticket_count,
        count(fulfilled_calendar_seconds) as ticket_timed_count,
        count(sla_status) as event_count,
        count(measured_seconds) as measured_count,
        sum(case when sla_status = 'met' then 1 else 0 end) as met_count,
        sum(case when sla_status = 'breached' then 1 else 0 end) as breached_count,
        sum(case when sla_status = 'active' then 1 else 0 end) as active_count,
        sum(case when sla_status = 'at_risk' then 1 else 0 end) as at_risk_count,
        sum(case when sla_status = 'cancelled' then 1 else 0 end) as cancelled_count,
        sum(case when sla_status = 'not_applicable' then 1 else 0 end) as not_applicable_count,
        sum(case when measured_seconds is not null then target_share end) as target_met_count,
        {{ quantile("measured_seconds", 0.5) }} as elapsed_p50_seconds,
        {{ quantile("measured_seconds", 0.9) }} as elapsed_p90_seconds,
        {%- for time in ["calendar", "business"] %}
            {{ quantile("fulfilled_" ~ time ~ "_seconds", 0.5) }} as {{ time }}_p50_seconds,
            {{ quantile("fulfilled_" ~ time ~ "_seconds", 0.9) }} as {{ time }}_p90_seconds
            {{- "," if not loop.last }}
        {%- endfor %}
    from measured
    group by applied_month, tier, service, provider_id, channel, priority, metric

)

select * from final
