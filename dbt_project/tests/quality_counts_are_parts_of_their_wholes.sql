-- If this fails, a month shows more reworked, escalated or satisfied cases than there were, or a
-- share outside its own interval: its counts are not of the same tickets.
{%- set shares = {
    "csat": ("csat_satisfied_count", "csat_answered_count"),
    "csat_response": ("csat_responded_count", "csat_asked_count"),
    "error": ("error_review_count", "error_measured_count"),
    "rework": ("rework_count", "rework_measured_count"),
    "escalation": ("escalation_count", "escalation_measured_count"),
    "one_touch": ("one_touch_count", "one_touch_measured_count"),
} %}
with

months as (

    select * from {{ ref("quality_month") }}

)

select
    quality_month,
    tier,
    workflow_id,
    provider_id,
    channel
from months
where
    {%- for name, (part, whole) in shares.items() %}
        coalesce({{ part }}, 0) > {{ whole }}
        or ({{ whole }} > 0) <> ({{ name }}_share is not null)
        or {{ name }}_share not between {{ name }}_low_share and {{ name }}_high_share
        or
    {%- endfor %}
    nps_share not between nps_low_share and nps_high_share
    or coalesce(nps_promoter_count + nps_detractor_count, 0) > nps_answered_count
    or coalesce(rework_count + rework_undecided_count, 0) > rework_measured_count
    or coalesce(critical_fail_count, 0) > review_count
    or greatest(
        rework_measured_count, escalation_measured_count, one_touch_measured_count,
        reopen_measured_count, reply_measured_count, handoff_measured_count, csat_asked_count
    ) > solved_count
    or unmatched_answer_count > csat_answered_count + nps_answered_count + ces_answered_count
    or unmatched_review_count > review_count
