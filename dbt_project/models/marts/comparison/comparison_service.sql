{#- Service before and after each move: as it was, and with the mix and the load of the tickets
    after. Changes of times are relative, those of shares are differences. -#}
{%- set levels = ["before_value", "before_normalized_value", "after_value"] -%}
{%- set change_columns = [
    "unadjusted_change", "normalized_change", "low_normalized_change", "high_normalized_change",
] -%}
with

changes as (

    select
        *,
        measure in ('p50', 'p90') as is_time
    from {{ ref("int_comparison_service_changes") }}

),

factors as (

    select * from {{ ref("int_comparison_service_factors") }}

),

final as (

    select
        changes.comparison_id,
        changes.work_scope,
        changes.metric,
        changes.measure,
        changes.channel,
        case when changes.is_time then 'seconds' else 'share' end as value_unit,
        {%- for level in levels %}
            cast(
                case
                    -- Times were compared with a second added, for a bot takes none.
                    when changes.is_time then round(changes.{{ level }} - 1)
                    else changes.{{ level }}
                end as decimal(18, 6)
            ) as {{ level }},
        {%- endfor %}
        {%- for change in change_columns %}
            {{ bounded_share("changes." ~ change) }} as {{ change }},
        {%- endfor %}
        changes.before_ticket_count,
        changes.after_ticket_count,
        changes.before_month_count,
        changes.after_month_count,
        cast(changes.channel_share_ratio as decimal(9, 4)) as channel_share_ratio,
        factors.volume_factor,
        factors.load_factor,
        factors.seasonality_factor,
        changes.is_attributable,
        coalesce(
            changes.is_attributable
            and (changes.low_normalized_change > 0 or changes.high_normalized_change < 0), false
        ) as is_change_shown,
        nullif(
            concat_ws(
                '; ', changes.refusal, changes.left_trend, changes.channels_shifted,
                changes.short_before
            ), ''
        ) as reason
    from changes
    left join factors
        on
            changes.comparison_id = factors.comparison_id
            and changes.work_scope = factors.work_scope
            and changes.metric = factors.metric

)

select * from final
