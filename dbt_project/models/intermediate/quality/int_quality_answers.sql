{#- One row per answer of a customer, in the month of the answer. An answer that a helpdesk states
    on its ticket counts if no survey tool brings one for the same ticket. -#}
{%- set cell = ["tier", "service", "workflow_id", "provider_id", "route", "channel"] -%}
with

surveys as (

    select * from {{ ref("int_work_surveys_unioned") }}

),

matched as (

    select * from {{ ref("int_quality_items_matched") }}
    where item_kind = 'survey'

),

ratings as (

    select * from {{ ref("int_quality_ratings") }}
    where csat_answer in ('satisfied', 'unsatisfied')

),

rules as (

    select * from {{ ref("int_quality_rules") }}

),

company as (

    select * from {{ ref("company") }}

),

survey_answers as (

    select
        'survey' as answer_kind,
        matched.ticket_source_system,
        matched.ticket_id,
        {{ home_month("surveys.responded_at", "company.time_zone") }} as quality_month,
        {%- for column in cell %}
            matched.{{ column }},
        {%- endfor %}
        matched.is_matched,
        surveys.survey_kind,
        surveys.score >= rules.satisfied_share * surveys.scale_max as is_satisfied,
        -- 9 and 10 of 10 recommend, 0 to 6 advise against.
        surveys.score >= 0.9 * surveys.scale_max as is_promoter,
        surveys.score <= 0.6 * surveys.scale_max as is_detractor,
        -- Effort is asked from 1, very hard, to the highest answer, very easy.
        {{ share_of("surveys.score - 1", "surveys.scale_max - 1") }} as ease_share
    from surveys
    cross join rules
    cross join company
    inner join matched
        on
            surveys.source_system = matched.source_system
            and surveys.survey_id = matched.item_id

),

surveyed_tickets as (

    select distinct
        ticket_source_system,
        ticket_id
    from survey_answers
    where
        is_matched
        and survey_kind = 'csat'

),

helpdesk_answers as (

    select
        'helpdesk' as answer_kind,
        ratings.source_system as ticket_source_system,
        ratings.ticket_id,
        ratings.quality_month,
        {%- for column in cell %}
            ratings.{{ column }},
        {%- endfor %}
        true as is_matched,
        'csat' as survey_kind,
        ratings.csat_answer = 'satisfied' as is_satisfied,
        false as is_promoter,
        false as is_detractor,
        cast(null as decimal(9, 6)) as ease_share
    from ratings
    left join surveyed_tickets
        on
            ratings.source_system = surveyed_tickets.ticket_source_system
            and ratings.ticket_id = surveyed_tickets.ticket_id
    where surveyed_tickets.ticket_id is null

),

final as (

    select * from survey_answers
    union all
    select * from helpdesk_answers

)

select * from final
