{#- Which routes and providers must be withheld, within the class of a tier. -#}
with

cells as (

    select distinct
        cost_month,
        tier,
        cost_class,
        route,
        provider_id
    from {{ ref("int_privacy_cells") }}
    where is_pay

),

people as (

    select distinct
        cost_month,
        tier,
        cost_class,
        route,
        provider_id,
        agent_key
    from {{ ref("int_privacy_cell_people") }}
    where agent_key is not null

),

company as (

    select * from {{ ref("company") }}

),

wholes as (

    select * from {{ ref("int_privacy_classes") }}

),

{{ withheld_parts(
    "cells", "people", ["cost_month", "tier", "cost_class"], ["route", "provider_id"], "wholes"
) }}

final as (

    select
        cost_month,
        tier,
        cost_class,
        route,
        provider_id,
        people_count,
        is_withheld
    from withheld_parts

)

select * from final
