with

tiers as (

    select * from {{ ref("tiers") }}

),

final as (

    select
        tier,
        tier_name,
        tier_order,
        tier_description
    from tiers

)

select * from final
