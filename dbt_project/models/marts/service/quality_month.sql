{#- Each share with the count it is of and the count it is divided by. -#}
{%- set shares = {
    "csat": ("csat_satisfied_count", "csat_answered_count"),
    "csat_response": ("csat_responded_count", "csat_asked_count"),
    "error": ("error_review_count", "error_measured_count"),
    "rework": ("rework_count", "rework_measured_count"),
    "escalation": ("escalation_count", "escalation_measured_count"),
    "one_touch": ("one_touch_count", "one_touch_measured_count"),
} -%}
{#- Those that are also stated at the mix and the load of the reference months. -#}
{%- set normalized_shares = {"csat": shares["csat"], "rework": shares["rework"]} -%}
{#- What is known of every solved ticket of a cell, or of none: its sum and how many it is of. -#}
{%- set sums = ["reopen", "reply", "agent_station", "group_station", "handoff"] -%}
with

cells as (

    select * from {{ ref("int_quality_cells_counted") }}

),

rules as (

    select * from {{ ref("int_quality_rules") }}

),

-- Priorities are no part of a row here.
normalized as (

    select
        counted_month,
        tier,
        service,
        workflow_id,
        provider_id,
        route,
        channel,
        {%- for name, (part, whole) in normalized_shares.items() %}
            sum(case when metric = '{{ name }}' then normalized_ticket_count end) as {{ whole }},
            sum(case when metric = '{{ name }}' then normalized_hit_count end) as {{ part }},
        {%- endfor %}
        sum(load_sum) / sum(ticket_count) as load_factor
    from {{ ref("int_comparison_service_normalized") }}
    where metric in ('csat', 'rework')
    group by counted_month, tier, service, workflow_id, provider_id, route, channel

),

months as (

    select * from {{ ref("int_comparison_service_references") }}

),

privacy as (

    select * from {{ ref("int_privacy_home") }}

),

final as (

    select
        cells.quality_month,
        cells.tier,
        cells.service,
        cells.workflow_id,
        cells.provider_id,
        cells.route,
        cells.channel,
        coalesce(cells.solved_count, 0) as solved_count,

        -- Shares with their intervals
        {%- for name, (part, whole) in shares.items() %}
            coalesce(cells.{{ whole }}, 0) as {{ whole }},
            case when cells.{{ whole }} > 0 then cells.{{ part }} end as {{ part }},
            {{ share_of("cells." ~ part, "cells." ~ whole) }} as {{ name }}_share,
            {{ wilson_low("cells." ~ part, "cells." ~ whole) }} as {{ name }}_low_share,
            {{ wilson_high("cells." ~ part, "cells." ~ whole) }} as {{ name }}_high_share,
            coalesce(cells.{{ whole }}, 0) < rules.min_sample_count
                as is_{{ name }}_small_sample,
        {%- endfor %}
        case when cells.rework_measured_count > 0 then cells.rework_undecided_count end
            as rework_undecided_count,

        -- Recommendation
        coalesce(cells.nps_answered_count, 0) as nps_answered_count,
        case when cells.nps_answered_count > 0 then cells.nps_promoter_count end
            as nps_promoter_count,
        case when cells.nps_answered_count > 0 then cells.nps_detractor_count end
            as nps_detractor_count,
        {{ share_of("(cells.nps_promoter_count - cells.nps_detractor_count)",
            "cells.nps_answered_count") }} as nps_share,
        {%- for name, side in [("nps_low_share", "-"), ("nps_high_share", "+")] %}
            {{ net_share_bound("cells.nps_promoter_count", "cells.nps_detractor_count",
                "cells.nps_answered_count", side) }} as {{ name }},
        {%- endfor %}
        coalesce(cells.nps_answered_count, 0) < rules.min_sample_count as is_nps_small_sample,

        -- Means of scores
        coalesce(cells.ces_answered_count, 0) as ces_answered_count,
        cells.ces_ease_sum,
        {{ share_of("cells.ces_ease_sum", "cells.ces_answered_count") }} as ces_ease_share,
        coalesce(cells.ces_answered_count, 0) < rules.min_sample_count as is_ces_small_sample,
        coalesce(cells.review_count, 0) as review_count,
        cells.review_score_sum,
        {{ share_of("cells.review_score_sum", "cells.review_count") }} as review_score_share,
        coalesce(cells.review_count, 0) < rules.min_sample_count as is_review_small_sample,
        cells.critical_fail_count,

        -- How often tickets were opened again, answered and passed on
        {%- for name in sums %}
            coalesce(cells.{{ name }}_measured_count, 0) as {{ name }}_measured_count,
            cells.{{ name }}_count,
        {%- endfor %}

        -- Work of the own team on what a vendor or a bot should have finished
        coalesce(cells.shadow_work_measured_count, 0) as shadow_work_measured_count,
        case
            when privacy.is_handled_time_withheld then null
            when cells.shadow_work_measured_count > 0 then coalesce(cells.shadow_work_seconds, 0)
            else cells.shadow_work_seconds
        end as shadow_work_seconds,

        -- Answers and reviews that name no known ticket
        coalesce(cells.unmatched_answer_count, 0) as unmatched_answer_count,
        coalesce(cells.unmatched_review_count, 0) as unmatched_review_count,

        -- At the mix and the load of the reference months
        {%- for name, (part, whole) in normalized_shares.items() %}
            cast(normalized.{{ whole }} as decimal(18, 4)) as {{ normalized_count(whole) }},
            cast(normalized.{{ part }} as decimal(18, 4)) as {{ normalized_count(part) }},
            {{ share_of("normalized." ~ part, "normalized." ~ whole) }}
                as {{ name }}_normalized_share,
            case
                when coalesce(cells.{{ whole }}, 0) = 0 then 'nothing was measured'
                when normalized.{{ whole }} is null
                    then 'the months that set the mix have no such work'
            end as {{ name }}_normalized_reason,
        {%- endfor %}
        months.volume_factor,
        months.seasonality_factor,
        cast(normalized.load_factor as decimal(9, 4)) as load_factor,
        months.reference_first_month,
        months.reference_last_month
    from cells
    cross join rules
    cross join privacy
    left join normalized
        on
            cells.quality_month = normalized.counted_month
            and cells.tier = normalized.tier
            and cells.service = normalized.service
            and cells.workflow_id = normalized.workflow_id
            and cells.provider_id = normalized.provider_id
            and cells.route = normalized.route
            and cells.channel = normalized.channel
    left join months
        on
            cells.quality_month = months.counted_month
            and cells.service = months.service

)

select * from final
