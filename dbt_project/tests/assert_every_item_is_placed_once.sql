-- If this fails, a ticket, count, time entry or bot attempt is placed in no or in two workflows.
with

items as (

    select
        item_kind,
        count(*) as item_count
    from {{ ref("int_work_items") }}
    group by item_kind

),

placed as (

    select
        item_kind,
        count(*) as item_count,
        count(distinct concat(source_system, '|', item_id)) as distinct_count
    from {{ ref("int_work_items_placed") }}
    group by item_kind

)

select
    items.item_kind,
    items.item_count,
    placed.item_count as placed_count,
    placed.distinct_count
from items
left join placed
    on items.item_kind = placed.item_kind
where
    placed.item_count is null
    or placed.item_count <> items.item_count
    or placed.distinct_count <> items.item_count
