{#- Promises kept of a workflow that moved, over the seven days up to each day of the 90 after its
    cut-over and the 90 after those, beside the share kept before. Fewer than 20 promises in seven
    days tell nothing. -#}
with

cut_overs as (

    select * from {{ ref("int_comparison_cut_overs") }}

),

months as (

    select * from {{ ref("int_comparison_months") }}
    where comparison_part = 'before'

),

clocks as (

    select * from {{ ref("int_service_clocks") }}
    where sla_status in ('met', 'breached')

),

baselines as (

    select
        cut_overs.comparison_id,
        cut_overs.workflow_id,
        clocks.metric,
        cast(sum(case when clocks.sla_status = 'met' then 1 else 0 end) as {{ double_type() }})
        / nullif(count(*), 0) as baseline_share
    from cut_overs
    inner join months
        on cut_overs.comparison_id = months.comparison_id
    inner join clocks
        on
            cut_overs.workflow_id = clocks.workflow_id
            and months.cost_month = clocks.applied_month
    group by cut_overs.comparison_id, cut_overs.workflow_id, clocks.metric

),

dated as (

    select
        clocks.workflow_id,
        clocks.metric,
        clocks.applied_date,
        clocks.sla_status
    from clocks

),

days as (

    select
        cut_overs.comparison_id,
        cut_overs.workflow_id,
        cut_overs.cut_over_date,
        cut_overs.watched_until_date,
        dated.metric,
        dated.applied_date,
        count(*) as measured_count,
        sum(case when dated.sla_status = 'met' then 1 else 0 end) as met_count
    from cut_overs
    inner join dated
        on
            cut_overs.workflow_id = dated.workflow_id
            and cut_overs.cut_over_date <= dated.applied_date
            and dated.applied_date < {{ add_days("cut_overs.watched_until_date", 90) }}
    group by
        cut_overs.comparison_id, cut_overs.workflow_id, cut_overs.cut_over_date,
        cut_overs.watched_until_date, dated.metric, dated.applied_date

),

weeks as (

    select
        days.comparison_id,
        days.workflow_id,
        days.metric,
        days.cut_over_date,
        days.watched_until_date,
        days.applied_date,
        sum(earlier.measured_count) as measured_count,
        cast(sum(earlier.met_count) as {{ double_type() }}) / nullif(sum(earlier.measured_count), 0)
            as attainment_share
    from days
    inner join days as earlier
        on
            days.comparison_id = earlier.comparison_id
            and days.workflow_id = earlier.workflow_id
            and days.metric = earlier.metric
            and {{ add_days("days.applied_date", -6) }} <= earlier.applied_date
            and earlier.applied_date <= days.applied_date
    where {{ add_days("days.cut_over_date", 6) }} <= days.applied_date
    group by
        days.comparison_id, days.workflow_id, days.metric, days.cut_over_date,
        days.watched_until_date, days.applied_date
    having sum(earlier.measured_count) >= 20

),

final as (

    select
        weeks.comparison_id,
        weeks.workflow_id,
        weeks.metric,
        weeks.cut_over_date,
        weeks.watched_until_date,
        weeks.applied_date,
        baselines.baseline_share,
        weeks.attainment_share,
        -- Of seven days that are no worse than before.
        sqrt(
            baselines.baseline_share * (1 - baselines.baseline_share)
            / nullif(weeks.measured_count, 0)
        ) as noise_share
    from weeks
    inner join baselines
        on
            weeks.comparison_id = baselines.comparison_id
            and weeks.workflow_id = baselines.workflow_id
            and weeks.metric = baselines.metric

)

select * from final
