{#- One row per question with a score that was answered; a question that was passed over gives
    none. The scales are those of SurveyMonkey's own questions. -#}
{%- set questions = [("csat", 5), ("nps", 10), ("ces", 7)] -%}
with

responses as (

    select * from {{ ref("stg_surveymonkey__responses") }}

),

final as (

    {%- for kind, scale_max in questions %}
        select
            respondent_id || '-{{ kind }}' as survey_id,
            ticket_id,
            modified_at as responded_at,
            '{{ kind }}' as survey_kind,
            {{ kind }}_score as score,
            cast({{ scale_max }} as decimal(9, 4)) as scale_max,
            source_system,
            source_file,
            source_row,
            loaded_at
        from responses
        where {{ kind }}_score is not null
        {{ "union all" if not loop.last }}
    {%- endfor %}

)

select * from final
