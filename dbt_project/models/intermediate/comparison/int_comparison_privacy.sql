{#- What a comparison may tell. The bridge is made of averages of classes, so where a month of its
    windows has a class merged or withheld, the bars would tell it: only both ends are shown. Where
    the pay of a whole month is withheld, so are they. -#}
with

months as (

    select * from {{ ref("int_comparison_months") }}

),

cells as (

    select * from {{ ref("int_privacy_cells") }}

),

people as (

    select * from {{ ref("int_privacy_cell_people") }}

),

routes as (

    select * from {{ ref("int_privacy_routes") }}

),

company as (

    select * from {{ ref("company") }}

),

merged as (

    select
        cost_month,
        max(case when is_shown_as_labour then 1 else 0 end) as has_merged,
        max(case when is_pay then 1 else 0 end) as has_pay
    from cells
    group by cost_month

),

withheld as (

    select
        cost_month,
        max(case when is_withheld then 1 else 0 end) as has_withheld
    from routes
    group by cost_month

),

month_people as (

    select
        cost_month,
        count(distinct agent_key) as people_count
    from people
    group by cost_month

),

judged as (

    select
        months.comparison_id,
        case
            when
                merged.has_pay = 1
                and {{ is_too_few("coalesce(month_people.people_count, 0)") }}
                then 1
            else 0
        end as is_month_withheld,
        case when merged.has_merged = 1 or withheld.has_withheld = 1 then 1 else 0 end
            as is_class_withheld
    from months
    cross join company
    left join merged
        on months.cost_month = merged.cost_month
    left join withheld
        on months.cost_month = withheld.cost_month
    left join month_people
        on months.cost_month = month_people.cost_month

),

final as (

    select
        comparison_id,
        max(is_month_withheld) = 1 as is_total_withheld,
        max(is_month_withheld) = 1 or max(is_class_withheld) = 1 as is_bridge_withheld
    from judged
    group by comparison_id

)

select * from final
