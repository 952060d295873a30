{#- Which cost classes of a tier must be withheld. -#}
with

cells as (

    select distinct
        cost_month,
        tier,
        cost_class
    from {{ ref("int_privacy_cells") }}
    where is_pay

),

people as (

    select distinct
        cost_month,
        tier,
        cost_class,
        agent_key
    from {{ ref("int_privacy_cell_people") }}
    where agent_key is not null

),

company as (

    select * from {{ ref("company") }}

),

wholes as (

    select * from {{ ref("int_privacy_tiers") }}

),

{{ withheld_parts("cells", "people", ["cost_month", "tier"], ["cost_class"], "wholes") }}

final as (

    select
        cost_month,
        tier,
        cost_class,
        people_count,
        is_withheld
    from withheld_parts

)

select * from final
