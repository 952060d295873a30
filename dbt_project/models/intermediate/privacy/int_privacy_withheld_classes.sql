{#- The cost classes of a tier that are not told: withheld, or merged into labour. -#}
with

withheld as (

    select * from {{ ref("int_privacy_classes") }}
    where is_withheld

),

merged as (

    select * from {{ ref("int_privacy_cells") }}
    where
        is_shown_as_labour
        and own_cost_class <> 'labour'

),

final as (

    select
        cost_month,
        tier,
        cost_class
    from withheld
    union
    select
        cost_month,
        tier,
        own_cost_class as cost_class
    from merged

)

select * from final
