{#- Work that the own team could handle in a month: full-time equivalents of the roster, by the days
    that they were there, times the declared practical minutes. -#}
with

agents as (

    select * from {{ ref("int_work_agents") }}

),

rules as (

    select * from {{ ref("capacity_rules") }}

),

months as (

    select * from {{ ref("int_costs_months") }}

),

-- One person has a roster row per system; capacity counts the person once.
people as (

    select distinct
        agent_key,
        role_band,
        team,
        fte_share,
        valid_from,
        valid_to
    from agents
    where
        employer = 'internal'
        and fte_share is not null

),

person_months as (

    select
        months.cost_month,
        people.role_band,
        people.team,
        people.agent_key,
        people.fte_share,
        rules.practical_minutes_per_fte_month,
        {{ days_between(
            "case when people.valid_from > months.cost_month then people.valid_from else months.cost_month end",
            "case when people.valid_to < months.next_month then people.valid_to else months.next_month end"
        ) }} as days_present,
        {{ days_between("months.cost_month", "months.next_month") }} as days_in_month
    from people
    inner join months
        on
            people.valid_from < months.next_month
            and (people.valid_to is null or months.cost_month < people.valid_to)
    inner join rules
        on
            people.role_band = rules.role_band
            and {{ is_valid_on("months.cost_month", "rules") }}

),

final as (

    select
        cost_month,
        role_band,
        team,
        count(distinct agent_key) as people_count,
        cast(
            {{ integer_divide(
                "sum(" ~ wide_integer("fte_share * 10000")
                ~ " * 60 * practical_minutes_per_fte_month * days_present)",
                "10000 * days_in_month"
            ) }} as bigint
        ) as practical_seconds
    from person_months
    group by cost_month, role_band, team, days_in_month

)

select * from final
