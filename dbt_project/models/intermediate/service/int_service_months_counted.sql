{#- Clocks counted by the month in which they were applied, and by what reports slice by. Months
    in which nothing changed keep the rows that they have. -#}
{{ config(
    materialized="incremental",
    incremental_strategy="append",
    on_schema_change="sync_all_columns",
    pre_hook=before_begin("{{ forget_changed_months('applied_month') }}")
) }}

{%- set statuses = sla_statuses() %}
with

clocks as (

    select * from {{ ref("int_service_clocks_kept") }}

),

months as (

    select * from {{ ref("int_service_months_changed") }}

),

places as (

    select * from {{ ref("int_service_places") }}

),

targets as (

    select * from {{ ref("int_service_targets_numbered") }}

),

measured as (

    select
        months.changed_month as applied_month,
        {%- for column in ["tier", "service", "provider_id", "channel", "priority"] %}
            places.{{ column }},
        {%- endfor %}
        clocks.metric_number,
        clocks.sla_status_number,
        clocks.superseded_at is null and not clocks.is_cancelled as is_counted,
        case
            when clocks.sla_status_number in (
                {{ name_number("met", statuses) }}, {{ name_number("breached", statuses) }}
            )
                then targets.target_share
        end as measured_share,
        case
            when clocks.sla_status_number in (
                {{ name_number("met", statuses) }}, {{ name_number("breached", statuses) }}
            )
                then
                    case targets.clock
                        when 'business' then clocks.elapsed_business_seconds
                        when 'calendar' then clocks.elapsed_calendar_seconds
                    end
        end as measured_seconds,
        {%- for time in ["calendar", "business"] %}
            case when clocks.is_fulfilled then clocks.elapsed_{{ time }}_seconds end
                as fulfilled_{{ time }}_seconds
            {{- "," if not loop.last }}
        {%- endfor %}
    from clocks
    inner join months
        on {{ month_start("clocks.applied_date") }} = months.changed_month
    inner join places
        on clocks.place_key = places.place_key
    left join targets
        on clocks.target_number = targets.target_number

),

final as (

    select
        applied_month,
        tier,
        service,
        provider_id,
        channel,
        priority,
        {{ name_of_number("metric_number", sla_metrics()) }} as metric,
        sum(case when is_counted then 1 else 0 end) as ticket_count,
        count(fulfilled_calendar_seconds) as ticket_timed_count,
        count(sla_status_number) as event_count,
        count(measured_seconds) as measured_count,
        {%- for status in statuses %}
            sum(case when sla_status_number = {{ loop.index }} then 1 else 0 end)
                as {{ status }}_count,
        {%- endfor %}
        sum(measured_share) as target_met_count,
        {{ quantile("measured_seconds", 0.5) }} as elapsed_p50_seconds,
        {{ quantile("measured_seconds", 0.9) }} as elapsed_p90_seconds,
        {%- for time in ["calendar", "business"] %}
            {{ quantile("fulfilled_" ~ time ~ "_seconds", 0.5) }} as {{ time }}_p50_seconds,
            {{ quantile("fulfilled_" ~ time ~ "_seconds", 0.9) }} as {{ time }}_p90_seconds
            {{- "," if not loop.last }}
        {%- endfor %}
    from measured
    group by applied_month, tier, service, provider_id, channel, priority, metric_number

)

select * from final
