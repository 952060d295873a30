{#- Standard work of each month of a comparison: its demand units, each at the mean time that such a
    unit took in the months before. A cell that was not seen before takes its workflow's mean, a
    workflow that was not takes the mean of all; without any time, a unit is a minute. -#}
with

months as (

    select * from {{ ref("int_comparison_months") }}

),

work_cells as (

    select * from {{ ref("int_comparison_work_cells") }}

),

before_cells as (

    select
        months.comparison_id,
        work_cells.workflow_id,
        work_cells.channel,
        work_cells.priority,
        sum(work_cells.timed_unit_count) as timed_unit_count,
        sum(work_cells.handled_seconds) as handled_seconds
    from months
    inner join work_cells
        on months.cost_month = work_cells.work_month
    where
        months.comparison_part = 'before'
        and not work_cells.is_automated
    group by
        months.comparison_id, work_cells.workflow_id, work_cells.channel, work_cells.priority

),

cell_means as (

    select
        comparison_id,
        workflow_id,
        channel,
        priority,
        cast(handled_seconds as {{ double_type() }}) / nullif(timed_unit_count, 0)
            as unit_seconds
    from before_cells
    where timed_unit_count > 0

),

workflow_means as (

    select
        comparison_id,
        workflow_id,
        cast(sum(handled_seconds) as {{ double_type() }}) / nullif(sum(timed_unit_count), 0)
            as unit_seconds
    from before_cells
    group by comparison_id, workflow_id

),

means as (

    select
        comparison_id,
        cast(sum(handled_seconds) as {{ double_type() }}) / nullif(sum(timed_unit_count), 0)
            as unit_seconds
    from before_cells
    group by comparison_id

),

final as (

    select
        months.comparison_id,
        months.cost_month,
        coalesce(cast(sum(work_cells.demand_unit_count) as bigint), 0) as demand_unit_count,
        coalesce(
            sum(
                work_cells.demand_unit_count * coalesce(
                    cell_means.unit_seconds, workflow_means.unit_seconds, means.unit_seconds, 60
                )
            ),
            0
        ) as work_seconds
    from months
    left join work_cells
        on months.cost_month = work_cells.work_month
    left join cell_means
        on
            months.comparison_id = cell_means.comparison_id
            and work_cells.workflow_id = cell_means.workflow_id
            and work_cells.channel = cell_means.channel
            and work_cells.priority = cell_means.priority
    left join workflow_means
        on
            months.comparison_id = workflow_means.comparison_id
            and work_cells.workflow_id = workflow_means.workflow_id
    left join means
        on months.comparison_id = means.comparison_id
    group by months.comparison_id, months.cost_month

)

select * from final
