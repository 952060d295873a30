{#- When each workflow of a comparison moved: its cut-over in the gap, and the 90 days after it. -#}
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

final as (

    select
        comparisons.comparison_id,
        comparison_workflows.workflow_id,
        min(transitions.cut_over_date) as cut_over_date,
        {{ add_days("min(transitions.cut_over_date)", 90) }} as watched_until_date
    from comparisons
    inner join comparison_workflows
        on comparisons.comparison_id = comparison_workflows.comparison_id
    inner join transitions
        on
            comparison_workflows.workflow_id = transitions.workflow_id
            and {{ add_months("comparisons.before_last_month", 1) }} <= transitions.cut_over_date
            and transitions.cut_over_date <= comparisons.after_first_month
    group by comparisons.comparison_id, comparison_workflows.workflow_id

)

select * from final
