{#- Which tiers' cost of a month must be withheld; all, where all people of a month are too few. -#}
with

cells as (

    select distinct
        cost_month,
        tier
    from {{ ref("int_privacy_cells") }}
    where is_pay

),

people as (

    select distinct
        cost_month,
        tier,
        agent_key
    from {{ ref("int_privacy_cell_people") }}
    where agent_key is not null

),

company as (

    select * from {{ ref("company") }}

),

wholes as (

    select
        cells.cost_month,
        {{ is_too_few("count(distinct people.agent_key)") }} as is_withheld
    from cells
    cross join company
    left join people
        on cells.cost_month = people.cost_month
    group by cells.cost_month, company.min_people_per_cell

),

{{ withheld_parts("cells", "people", ["cost_month"], ["tier"], "wholes") }}

final as (

    select
        cost_month,
        tier,
        people_count,
        is_withheld
    from withheld_parts

)

select * from final
