{#- What tickets can differ by when a promise is made, with the first policy, by rule order, whose
    conditions it meets. A condition that is left empty always holds. -#}
{%- set conditions = ["channel", "priority", "tier", "service", "provider_id", "workflow_id"] -%}
with

promises as (

    select * from {{ ref("int_service_promises_numbered") }}
    where not is_as_before

),

policies as (

    select * from {{ ref("sla_policies") }}

),

schedules as (

    select * from {{ ref("int_calendar_schedules_numbered") }}

),

numbered_policies as (

    select
        *,
        row_number() over (order by rule_order, policy_id) as policy_number
    from policies

),

cases as (

    select
        placed_date,
        {{ conditions | join(",\n        ") }}
    from promises
    group by placed_date, {{ conditions | join(", ") }}

),

first_matches as (

    select
        cases.placed_date,
        {%- for column in conditions %}
            cases.{{ column }},
        {%- endfor %}
        min(numbered_policies.policy_number) as policy_number
    from cases
    left join numbered_policies
        on
            {{ is_valid_on("cases.placed_date", "numbered_policies") }}
            {%- for column in conditions %}
                and coalesce(numbered_policies.{{ column }}, cases.{{ column }})
                = cases.{{ column }}
            {%- endfor %}
    group by
        {%- for column in conditions %}
            cases.{{ column }},
        {%- endfor %}
        cases.placed_date

),

final as (

    select
        row_number() over (
            order by
                {%- for column in conditions %}
                    first_matches.{{ column }},
                {%- endfor %}
                first_matches.placed_date
        ) as case_number,
        first_matches.placed_date,
        {%- for column in conditions %}
            first_matches.{{ column }},
        {%- endfor %}
        numbered_policies.policy_id,
        numbered_policies.schedule_id,
        schedules.schedule_number
    from first_matches
    left join numbered_policies
        on first_matches.policy_number = numbered_policies.policy_number
    left join schedules
        on numbered_policies.schedule_id = schedules.schedule_id

)

select * from final
