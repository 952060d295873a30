{#- Work that the own team could handle in a month: full-time equivalents of the roster, by the days
    that they were there, times the declared practical minutes. -#}
with

agents as (

    select * from {{ ref("int_work_agents") }}
    where
        employer = 'internal'
        and fte_share is not null

),

rules as (

    select * from {{ ref("capacity_rules") }}

),

months as (

    select * from {{ ref("int_costs_months") }}

),

bounds as (

    select
        min(cost_month) as first_month,
        max(next_month) as end_date
    from months

),

days as (

    {{ date_spine_days(
        "(select first_month from bounds)", "(select " ~ add_days("end_date", -1) ~ " from bounds)"
    ) }}

),

-- One person has a roster row per system, and not always of the same dates: a day counts once.
person_days as (

    select
        agents.agent_key,
        days.spine_date,
        {{ month_start("days.spine_date") }} as cost_month,
        max(agents.role_band) as role_band,
        max(agents.fte_share) as fte_share
    from agents
    inner join days
        on {{ is_valid_on("days.spine_date", "agents") }}
    group by agents.agent_key, days.spine_date

),

person_months as (

    select
        months.cost_month,
        person_days.agent_key,
        person_days.role_band,
        rules.practical_minutes_per_fte_month,
        {{ days_between("months.cost_month", "months.next_month") }} as days_in_month,
        sum({{ wide_integer("person_days.fte_share * 10000") }}) as present_ten_thousandths
    from person_days
    inner join months
        on person_days.cost_month = months.cost_month
    inner join rules
        on
            person_days.role_band = rules.role_band
            and {{ is_valid_on("months.cost_month", "rules") }}
    group by
        months.cost_month, months.next_month, person_days.agent_key, person_days.role_band,
        rules.practical_minutes_per_fte_month

),

final as (

    select
        cost_month,
        role_band,
        count(distinct agent_key) as people_count,
        cast(
            {{ integer_divide(
                "sum(present_ten_thousandths * 60 * practical_minutes_per_fte_month)",
                "10000 * days_in_month"
            ) }} as bigint
        ) as practical_seconds
    from person_months
    group by cost_month, role_band, days_in_month

)

select * from final
