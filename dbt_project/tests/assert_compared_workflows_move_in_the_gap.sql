-- If this fails, a comparison's windows hold months in which its work was still moving, or it names
-- no workflow that moved: a cut-over (transitions.csv) of each workflow of
-- comparison_workflows.csv must lie after the months before and before the months after.
with

comparisons as (

    select * from {{ ref("comparisons") }}

),

comparison_workflows as (

    select * from {{ ref("comparison_workflows") }}

),

transitions as (

    select * from {{ ref("transitions") }}

),

moved as (

    select
        comparison_workflows.comparison_id,
        comparison_workflows.workflow_id,
        count(transitions.workflow_id) as cut_over_count
    from comparison_workflows
    inner join comparisons
        on comparison_workflows.comparison_id = comparisons.comparison_id
    left join transitions
        on
            comparison_workflows.workflow_id = transitions.workflow_id
            and {{ add_months("comparisons.before_last_month", 1) }} <= transitions.cut_over_date
            and transitions.cut_over_date <= comparisons.after_first_month
    group by comparison_workflows.comparison_id, comparison_workflows.workflow_id

)

select
    comparison_id,
    workflow_id,
    'no cut-over in the gap' as what_is_wrong
from moved
where cut_over_count = 0
union all
select
    comparisons.comparison_id,
    cast(null as varchar) as workflow_id,
    'no workflow in comparison_workflows.csv' as what_is_wrong
from comparisons
left join comparison_workflows
    on comparisons.comparison_id = comparison_workflows.comparison_id
where comparison_workflows.comparison_id is null
