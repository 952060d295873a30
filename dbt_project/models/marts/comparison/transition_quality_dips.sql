with

days as (

    select * from {{ ref("int_comparison_attainment_days") }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by comparison_id, workflow_id, metric
            order by attainment_share, applied_date
        ) as depth_rank
    from days
    where applied_date < watched_until_date

),

lowest as (

    select
        *,
        baseline_share - attainment_share > 4 * noise_share as is_beyond_noise
    from ranked
    where depth_rank = 1

),

recoveries as (

    select
        lowest.comparison_id,
        lowest.workflow_id,
        lowest.metric,
        min(days.applied_date) as recovered_date
    from lowest
    inner join days
        on
            lowest.comparison_id = days.comparison_id
            and lowest.workflow_id = days.workflow_id
            and lowest.metric = days.metric
            and lowest.applied_date < days.applied_date
            and days.baseline_share - days.attainment_share <= 2 * days.noise_share
    where lowest.is_beyond_noise
    group by lowest.comparison_id, lowest.workflow_id, lowest.metric

),

final as (

    select
        lowest.comparison_id,
        lowest.workflow_id,
        lowest.metric,
        lowest.cut_over_date,
        cast(lowest.baseline_share as decimal(9, 6)) as baseline_attainment_share,
        cast(lowest.attainment_share as decimal(9, 6)) as lowest_attainment_share,
        lowest.applied_date as lowest_date,
        cast(greatest(lowest.baseline_share - lowest.attainment_share, 0) as decimal(9, 6))
            as dip_share,
        lowest.is_beyond_noise,
        recoveries.recovered_date,
        cast(
            {{ days_between("lowest.cut_over_date", "recoveries.recovered_date") }} as integer
        ) as recovery_day_count
    from lowest
    left join recoveries
        on
            lowest.comparison_id = recoveries.comparison_id
            and lowest.workflow_id = recoveries.workflow_id
            and lowest.metric = recoveries.metric

)

select * from final
