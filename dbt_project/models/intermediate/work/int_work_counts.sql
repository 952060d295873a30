{#- Counted work that is no ticket, placed. -#}
with

work_counts as (

    select * from {{ ref("int_work_counts_unioned") }}

),

placed as (

    select * from {{ ref("int_work_items_placed") }}
    where item_kind = 'work_count'

),

final as (

    select
        work_counts.source_system,
        placed.item_id,
        placed.work_month,
        work_counts.channel,
        placed.workflow_id,
        placed.tier,
        placed.service,
        placed.provider_id,
        placed.route,
        work_counts.unit_count,
        coalesce(work_counts.resolved_count, work_counts.unit_count) as resolved_count,
        work_counts.handle_seconds
    from work_counts
    inner join placed
        on
            work_counts.source_system = placed.source_system
            and {{ row_id("work_counts.source_file", "work_counts.source_row") }} = placed.item_id

)

select * from final
