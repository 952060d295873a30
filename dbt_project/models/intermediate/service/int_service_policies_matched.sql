{#- What tickets can differ by when a promise is made, with the first policy, by rule order, whose
    conditions it meets. A condition that is left empty always holds. -#}
{%- set conditions = ["channel", "priority", "tier", "service", "provider_id", "workflow_id"] -%}
with

promises as (

    select * from {{ ref("int_service_promises_numbered") }}
    where not is_as_before

),

places as (

    select * from {{ ref("int_service_places") }}

),

policies as (

    select * from {{ ref("int_service_policies_numbered") }}

),

made as (

    select
        place_key,
        period_date
    from promises
    group by place_key, period_date

),

cases as (

    select
        made.place_key,
        made.period_date,
        {%- for column in conditions %}
            places.{{ column }},
        {%- endfor %}
        cast(row_number() over (order by made.period_date, made.place_key) as integer)
            as case_number
    from made
    inner join places
        on made.place_key = places.place_key

),

first_matches as (

    select
        cases.case_number,
        min(policies.policy_number) as policy_number
    from cases
    left join policies
        on
            {{ is_valid_on("cases.period_date", "policies") }}
            {%- for column in conditions %}
                and coalesce(policies.{{ column }}, cases.{{ column }}) = cases.{{ column }}
            {%- endfor %}
    group by cases.case_number

),

final as (

    select
        cases.case_number,
        cases.place_key,
        cases.period_date,
        cases.priority,
        first_matches.policy_number,
        policies.policy_id,
        policies.schedule_number
    from cases
    inner join first_matches
        on cases.case_number = first_matches.case_number
    left join policies
        on first_matches.policy_number = policies.policy_number

)

select * from final
