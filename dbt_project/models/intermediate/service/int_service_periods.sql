{{ config(materialized="view") }}

{#- The days of the home, each with the first day of the period in which the same policies and
    targets are valid: what holds on that day holds through the period. -#}
with

home_days as (

    select * from {{ ref("int_calendar_home_days") }}

),

policies as (

    select * from {{ ref("sla_policies") }}

),

targets as (

    select * from {{ ref("sla_targets") }}

),

days as (

    select home_date
    from home_days
    group by home_date

),

boundaries as (

    {% for definition in ["policies", "targets"] -%}
        {% for bound in ["valid_from", "valid_to"] -%}
            select {{ bound }} as boundary_date
            from {{ definition }}
            union
        {% endfor -%}
    {% endfor -%}
    select min(home_date) as boundary_date
    from days

),

final as (

    select
        days.home_date,
        max(boundaries.boundary_date) as period_date
    from days
    inner join boundaries
        on days.home_date >= boundaries.boundary_date
    group by days.home_date

)

select * from final
