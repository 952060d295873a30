{#- The saving by a second, simpler way, in SQL alone: the last twelve months before, cost that
    follows the work with an elasticity of 0.65, and a spread that grows with the change of work. -#}
with

inputs as (

    select * from {{ ref("int_comparison_inputs") }}
    where is_complete

),

real_costs as (

    select
        comparison_id,
        cost_month,
        comparison_part,
        work_seconds,
        cast(cost_cents as {{ double_type() }}) as cost_cents,
        labour_cents * 10000.0 / wage_ten_thousandths as real_labour_cents,
        other_cents + labour_cents * 10000.0 / wage_ten_thousandths as real_cents,
        wage_ten_thousandths / 10000.0 as wage_index,
        row_number() over (
            partition by comparison_id, comparison_part order by cost_month desc
        ) as newest_rank
    from inputs

),

seen as (

    select * from real_costs
    where
        comparison_part = 'before'
        and newest_rank <= 12

),

means as (

    select
        comparison_id,
        count(*) as month_count,
        avg(real_cents) as real_cents,
        avg(work_seconds) as work_seconds,
        sum(real_labour_cents) / nullif(sum(real_cents), 0) as labour_share
    from seen
    group by comparison_id

),

residuals as (

    select
        seen.comparison_id,
        sqrt(
            sum(
                power(
                    seen.real_cents / nullif(means.real_cents, 0) - 1
                    - 0.65 * (seen.work_seconds / nullif(means.work_seconds, 0) - 1), 2
                )
            ) / nullif(max(means.month_count) - 1, 0)
        ) as residual_sd
    from seen
    inner join means
        on seen.comparison_id = means.comparison_id
    where
        means.real_cents > 0
        and means.work_seconds > 0
    group by seen.comparison_id

),

expected as (

    select
        real_costs.comparison_id,
        means.month_count as before_month_count,
        count(*) as after_month_count,
        sum(real_costs.cost_cents) as cost_cents,
        sum(
            means.real_cents
            * (1 + 0.65 * (real_costs.work_seconds / nullif(means.work_seconds, 0) - 1))
            * (means.labour_share * real_costs.wage_index + 1 - means.labour_share)
        ) as expected_cents,
        avg(real_costs.work_seconds) / nullif(max(means.work_seconds), 0) - 1 as work_change
    from real_costs
    inner join means
        on real_costs.comparison_id = means.comparison_id
    where
        real_costs.comparison_part = 'after'
        and means.real_cents > 0
        and means.work_seconds > 0
    group by real_costs.comparison_id, means.month_count

),

spread as (

    select
        expected.comparison_id,
        expected.cost_cents / nullif(expected.expected_cents, 0) as cost_share,
        -- 97.5% quantile of Student's t, to a percent from four degrees of freedom on.
        (
            1.96 + 2.37 / nullif(expected.before_month_count - 1, 0)
            + 2.82 / nullif(power(expected.before_month_count - 1, 2), 0)
        ) * sqrt(
            power(residuals.residual_sd, 2)
            * (1.0 / expected.before_month_count + 1.0 / expected.after_month_count)
            + power(0.25 * expected.work_change, 2) + power(0.035, 2)
        ) as log_reach
    from expected
    inner join residuals
        on expected.comparison_id = residuals.comparison_id
    where
        expected.before_month_count > 1
        and expected.expected_cents > 0

),

final as (

    select
        comparison_id,
        {{ bounded_share("1 - cost_share") }} as saving_share,
        {{ bounded_share("1 - cost_share * exp(log_reach)") }}
            as low_saving_share,
        {{ bounded_share("1 - cost_share * exp(-log_reach)") }}
            as high_saving_share
    from spread

)

select * from final
