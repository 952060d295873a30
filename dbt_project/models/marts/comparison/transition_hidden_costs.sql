with

watched as (

    select * from {{ ref("int_comparison_first_months") }}

),

paybacks as (

    select * from {{ ref("int_comparison_paybacks") }}

),

pool_months as (

    select * from {{ ref("int_costs_pool_months") }}

),

allocation_rules as (

    select * from {{ ref("allocation_rules") }}

),

time_entries as (

    select * from {{ ref("int_work_time_entries") }}
    where
        activity = 'project'
        and employer = 'internal'

),

privacy as (

    select * from {{ ref("int_comparison_privacy") }}

),

company as (

    select * from {{ ref("company") }}

),

month_counts as (

    select
        comparison_id,
        first_cut_over_date,
        sum(case when is_watched then 0 else 1 end) as before_month_count,
        sum(case when is_watched then 1 else 0 end) as watched_month_count
    from watched
    group by comparison_id, first_cut_over_date

),

management_pools as (

    select distinct pool_id
    from allocation_rules
    where cost_class = 'management'

),

management as (

    select
        watched.comparison_id,
        sum(
            case when not watched.is_watched then pool_months.pool_cents else 0 end
        ) as before_cents,
        sum(
            case when watched.is_watched then pool_months.pool_cents else 0 end
        ) as watched_cents
    from watched
    inner join pool_months
        on watched.cost_month = pool_months.cost_month
    inner join management_pools
        on pool_months.pool_id = management_pools.pool_id
    group by watched.comparison_id

),

projects as (

    select
        watched.comparison_id,
        sum(
            case when not watched.is_watched then time_entries.worked_seconds else 0 end
        ) as before_seconds,
        sum(
            case when watched.is_watched then time_entries.worked_seconds else 0 end
        ) as watched_seconds
    from watched
    inner join time_entries
        on watched.cost_month = time_entries.work_month
    group by watched.comparison_id

),

move_costs as (

    select
        watched.comparison_id,
        sum(paybacks.one_off_cents) as one_off_cents,
        sum(paybacks.overlap_cents) as overlap_cents,
        sum(paybacks.shadow_work_cents) as shadow_work_cents
    from watched
    inner join paybacks
        on
            watched.comparison_id = paybacks.comparison_id
            and watched.cost_month = paybacks.cost_month
    where watched.is_watched
    group by watched.comparison_id

),

joined as (

    select
        month_counts.comparison_id,
        month_counts.first_cut_over_date,
        cast(month_counts.watched_month_count as integer) as watched_month_count,
        move_costs.one_off_cents,
        move_costs.overlap_cents,
        move_costs.shadow_work_cents,
        case
            when month_counts.watched_month_count > 0
                then management.watched_cents - {{ rounded_share_cents(
                    "management.before_cents", "month_counts.watched_month_count",
                    "month_counts.before_month_count"
                ) }}
        end as management_change_cents,
        projects.watched_seconds,
        {{ rounded_share_cents(
            "projects.before_seconds", "month_counts.watched_month_count",
            "month_counts.before_month_count"
        ) }} as usual_seconds
    from month_counts
    left join move_costs
        on month_counts.comparison_id = move_costs.comparison_id
    left join management
        on month_counts.comparison_id = management.comparison_id
    left join projects
        on month_counts.comparison_id = projects.comparison_id

),

final as (

    select
        joined.comparison_id,
        joined.first_cut_over_date,
        joined.watched_month_count,
        company.reporting_currency_code as currency_code,
        {%- for amount in ["one_off", "overlap", "shadow_work", "management_change"] %}
            case
                when not privacy.is_bridge_withheld
                    then {{ amount_from_cents("joined." ~ amount ~ "_cents") }}
            end as {{ amount }}_amount,
        {%- endfor %}
        cast(joined.watched_seconds as bigint) as project_seconds,
        joined.usual_seconds as usual_project_seconds,
        {{ share_of("joined.usual_seconds - joined.watched_seconds", "joined.usual_seconds") }}
            as project_slowdown_share,
        privacy.is_bridge_withheld as is_suppressed
    from joined
    inner join privacy
        on joined.comparison_id = privacy.comparison_id
    cross join company

)

select * from final
