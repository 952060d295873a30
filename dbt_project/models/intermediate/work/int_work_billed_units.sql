{#- Units that a provider billed, per month and cell of work. -#}
with

billed_units as (

    select * from {{ ref("int_work_billed_units_unioned") }}

),

placed as (

    select * from {{ ref("int_work_items_placed") }}
    where item_kind = 'billed_units'

),

final as (

    select
        placed.work_month,
        placed.tier,
        placed.workflow_id,
        placed.route,
        placed.provider_id,
        sum(billed_units.billed_unit_count) as billed_unit_count
    from billed_units
    inner join placed
        on
            billed_units.source_system = placed.source_system
            and {{ row_id("billed_units.source_file", "billed_units.source_row") }} = placed.item_id
    group by
        placed.work_month, placed.tier, placed.workflow_id, placed.route, placed.provider_id

)

select * from final
