{#- All that quality is made of, added up by month and cell of work. Each part names what it counts;
    what it does not is empty in its rows. -#}
{%- set cell = "quality_month, tier, service, workflow_id, provider_id, route, channel" -%}
{%- set judged = {
    "solved_count": "1",
    "rework_undecided_count": "rework_undecided_count",
    "shadow_work_measured_count": "shadow_work_measured_count",
} -%}
{%- for name in [
    "rework", "escalation", "one_touch", "reopen", "reply", "agent_station", "group_station",
    "handoff",
] -%}
    {%- do judged.update({
        name ~ "_count": name ~ "_count",
        name ~ "_measured_count": "case when " ~ name ~ "_count is not null then 1 else 0 end",
    }) -%}
{%- endfor -%}
{%- set parts = {
    "judged": judged,
    "asked": {"csat_asked_count": "1", "csat_responded_count": "responded_count"},
    "answers": {
        "csat_answered_count": "case when survey_kind = 'csat' then 1 else 0 end",
        "csat_satisfied_count": "case when survey_kind = 'csat' and is_satisfied then 1 else 0 end",
        "nps_answered_count": "case when survey_kind = 'nps' then 1 else 0 end",
        "nps_promoter_count": "case when survey_kind = 'nps' and is_promoter then 1 else 0 end",
        "nps_detractor_count": "case when survey_kind = 'nps' and is_detractor then 1 else 0 end",
        "ces_answered_count": "case when survey_kind = 'ces' then 1 else 0 end",
        "ces_ease_sum": "case when survey_kind = 'ces' then ease_share end",
        "unmatched_answer_count": "case when is_matched then 0 else 1 end",
    },
    "reviews": {
        "review_count": "1",
        "review_score_sum": "score_share",
        "critical_fail_count": "case when is_critical_fail then 1 else 0 end",
        "error_measured_count": "case when error_count is not null then 1 else 0 end",
        "error_review_count": "case when error_count > 0 then 1 else 0 end",
        "unmatched_review_count": "case when is_matched then 0 else 1 end",
    },
    "shadow_work": {"shadow_work_seconds": "shadow_work_seconds"},
} -%}
{%- set types = {"ces_ease_sum": "decimal(18, 6)", "review_score_sum": "decimal(18, 6)"} -%}
{%- set names = [] -%}
{%- for counts in parts.values() -%}
    {%- do names.extend(counts) -%}
{%- endfor -%}
with

judged as (

    select * from {{ ref("int_quality_tickets_judged") }}

),

asked as (

    select * from {{ ref("int_quality_tickets_asked") }}

),

answers as (

    select * from {{ ref("int_quality_answers") }}

),

reviews as (

    select * from {{ ref("int_quality_reviews") }}

),

shadow_work as (

    select * from {{ ref("int_quality_shadow_work") }}

),

{%- for part, counts in parts.items() %}

    {{ part }}_cells as (

        select
            {%- for name, counted in counts.items() %}
                sum({{ counted }}) as {{ name }},
            {%- endfor %}
            {{ cell }}
        from {{ part }}
        group by {{ cell }}

    ),
{%- endfor %}

stacked as (
    {% for part, counts in parts.items() %}
        select
            {%- for name in names %}
                {{ name if name in counts else "null" }} as {{ name }},
            {%- endfor %}
            {{ cell }}
        from {{ part }}_cells
        {{ "union all" if not loop.last }}
    {% endfor %}
),

final as (

    select
        {%- for name in names %}
            cast(sum({{ name }}) as {{ types.get(name, "bigint") }}) as {{ name }},
        {%- endfor %}
        {{ cell }}
    from stacked
    group by {{ cell }}

)

select * from final
