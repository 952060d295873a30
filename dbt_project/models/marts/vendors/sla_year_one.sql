{#- The sheet that a vendor signs, and whether it is kept: promises of time from the months before,
    promises of quality and learning from the rules. -#}
{%- set metrics = ["first_reply", "first_resolution", "full_resolution"] -%}
{#- Each share of quality with the count that it is of; what is good of it in `accuracy`. -#}
{%- set qualities = {
    "accuracy": ("error_measured_count - error_review_count", "error_measured_count"),
    "csat": ("csat_satisfied_count", "csat_answered_count"),
    "rework": ("rework_count", "rework_measured_count"),
} -%}
with

rules as (

    select
        *,
        {{ add_months("year_first_month", 11) }} as year_last_month
    from {{ ref("sla_sheet_rules") }}

),

tickets as (

    select * from {{ ref("fct_tickets") }}
    where
        status <> 'deleted'
        and service <> 'unassigned'

),

arrivals as (

    select * from {{ ref("int_service_arrivals_covered") }}

),

schedules as (

    select * from {{ ref("dim_schedules") }}

),

quality as (

    select * from {{ ref("quality_month") }}
    where service <> 'unassigned'

),

learning as (

    select * from {{ ref("learning_speed") }}
    where
        change_kind = 'playbook'
        and learning_measure = 'rework'

),

workflows as (

    select distinct
        workflow_id,
        service
    from {{ ref("dim_workflows") }}

),

sample_rules as (

    select * from {{ ref("int_quality_rules") }}

),

weeks as (

    select
        schedule_id,
        sum({{ seconds_of_day("ends_at_local") }} - {{ seconds_of_day("starts_at_local") }})
            as week_seconds
    from schedules
    where valid_to_date is null
    group by schedule_id

),

timed as (

    {%- for metric in metrics %}
        select
            rules.sheet_id,
            rules.measure,
            tickets.service,
            tickets.channel,
            tickets.priority,
            tickets.created_month,
            tickets.schedule_id,
            arrivals.has_schedule,
            arrivals.is_covered,
            tickets.created_month <= rules.baseline_last_month as is_baseline,
            case
                when rules.clock = 'business' then tickets.{{ metric }}_business_seconds
                else tickets.{{ metric }}_calendar_seconds
            end as elapsed_seconds
        from rules
        inner join tickets
            on
                tickets.created_month
                between rules.baseline_first_month and rules.baseline_last_month
                or tickets.created_month between rules.year_first_month and rules.year_last_month
        inner join arrivals
            on
                tickets.source_system = arrivals.source_system
                and tickets.ticket_id = arrivals.ticket_id
        where rules.measure = '{{ metric }}'
        {% if not loop.last %}union all{% endif %}
    {%- endfor %}

),

baseline_times as (

    select
        timed.sheet_id,
        timed.measure,
        timed.service,
        timed.channel,
        timed.priority,
        count(distinct case when timed.elapsed_seconds is not null then timed.created_month end)
            as month_count,
        count(timed.elapsed_seconds) as ticket_count,
        {{ quantile("timed.elapsed_seconds", 0.5) }} as p50_seconds,
        {{ quantile("timed.elapsed_seconds", 0.9) }} as p90_seconds,
        min(weeks.week_seconds) as week_seconds,
        sum(case when timed.has_schedule then 1 else 0 end) as scheduled_count,
        sum(case when timed.has_schedule and not timed.is_covered then 1 else 0 end)
            as uncovered_count
    from timed
    left join weeks
        on timed.schedule_id = weeks.schedule_id
    where timed.is_baseline
    group by timed.sheet_id, timed.measure, timed.service, timed.channel, timed.priority

),

-- A percentile of few tickets promises nothing.
proposed as (

    select
        baseline_times.*,
        rules.clock,
        rules.target_share,
        case
            when baseline_times.ticket_count >= sample_rules.min_sample_count
                then cast(
                    ceil(
                        baseline_times.p90_seconds * (1 + rules.headroom_share)
                        / nullif(rules.round_to_seconds, 0)
                    ) as bigint
                ) * rules.round_to_seconds
        end as target_seconds
    from baseline_times
    inner join rules
        on
            baseline_times.sheet_id = rules.sheet_id
            and baseline_times.measure = rules.measure
    cross join sample_rules

),

tracked_times as (

    select
        timed.sheet_id,
        timed.measure,
        timed.service,
        timed.channel,
        timed.priority,
        count(timed.elapsed_seconds) as tracked_count,
        sum(case when timed.elapsed_seconds <= proposed.target_seconds then 1 else 0 end)
            as achieved_count
    from timed
    inner join proposed
        on
            timed.sheet_id = proposed.sheet_id
            and timed.measure = proposed.measure
            and timed.service = proposed.service
            and timed.channel = proposed.channel
            and timed.priority = proposed.priority
    where
        not timed.is_baseline
        and proposed.target_seconds is not null
    group by timed.sheet_id, timed.measure, timed.service, timed.channel, timed.priority

),

time_rows as (

    select
        proposed.sheet_id,
        proposed.service,
        proposed.channel,
        proposed.priority,
        proposed.measure,
        proposed.month_count as baseline_month_count,
        proposed.ticket_count as baseline_count,
        proposed.p50_seconds as baseline_p50_seconds,
        proposed.p90_seconds as baseline_p90_seconds,
        cast(null as decimal(9, 6)) as baseline_share,
        proposed.week_seconds as coverage_week_seconds,
        {{ share_of("proposed.uncovered_count", "proposed.scheduled_count") }}
            as uncovered_arrival_share,
        proposed.target_seconds,
        coalesce(tracked_times.tracked_count, 0) as tracked_count,
        tracked_times.achieved_count
    from proposed
    left join tracked_times
        on
            proposed.sheet_id = tracked_times.sheet_id
            and proposed.measure = tracked_times.measure
            and proposed.service = tracked_times.service
            and proposed.channel = tracked_times.channel
            and proposed.priority = tracked_times.priority

),

counted_quality as (

    {%- for measure, (part, whole) in qualities.items() %}
        select
            rules.sheet_id,
            rules.measure,
            quality.service,
            quality.quality_month,
            quality.quality_month <= rules.baseline_last_month as is_baseline,
            quality.{{ whole }} as measured_count,
            {{ part }} as achieved_count
        from rules
        inner join quality
            on
                quality.quality_month
                between rules.baseline_first_month and rules.baseline_last_month
                or quality.quality_month between rules.year_first_month and rules.year_last_month
        where rules.measure = '{{ measure }}'
        union all
    {%- endfor %}
    select
        rules.sheet_id,
        rules.measure,
        workflows.service,
        {{ month_start("learning.effective_date") }} as quality_month,
        learning.effective_date < {{ add_months("rules.baseline_last_month", 1) }} as is_baseline,
        1 as measured_count,
        case
            when rules.measure = 'rolled_out'
                then
                    case
                        when learning.rolled_out_day_count <= rules.target_day_count then 1
                        else 0
                    end
            when learning.playbook_updated_day_count <= rules.target_day_count then 1
            else 0
        end as achieved_count
    from rules
    inner join learning
        on
            (
                learning.effective_date >= rules.baseline_first_month
                and learning.effective_date < {{ add_months("rules.baseline_last_month", 1) }}
            )
            or (
                learning.effective_date >= rules.year_first_month
                and learning.effective_date < {{ add_months("rules.year_last_month", 1) }}
            )
    inner join workflows
        on learning.workflow_id = workflows.workflow_id
    where rules.measure in ('playbook_updated', 'rolled_out')

),

share_rows as (

    select
        sheet_id,
        service,
        'all' as channel,
        'all' as priority,
        measure,
        count(distinct case when is_baseline and measured_count > 0 then quality_month end)
            as baseline_month_count,
        coalesce(sum(case when is_baseline then measured_count end), 0) as baseline_count,
        cast(null as {{ double_type() }}) as baseline_p50_seconds,
        cast(null as {{ double_type() }}) as baseline_p90_seconds,
        {{ share_of(
            "sum(case when is_baseline then achieved_count end)",
            "sum(case when is_baseline then measured_count end)"
        ) }} as baseline_share,
        cast(null as bigint) as coverage_week_seconds,
        cast(null as decimal(9, 6)) as uncovered_arrival_share,
        cast(null as bigint) as target_seconds,
        coalesce(sum(case when not is_baseline then measured_count end), 0) as tracked_count,
        coalesce(sum(case when not is_baseline then achieved_count end), 0) as achieved_count
    from counted_quality
    group by sheet_id, service, measure

),

sheet_rows as (

    select * from time_rows
    union all
    select * from share_rows

),

final as (

    select
        sheet_rows.sheet_id,
        sheet_rows.service,
        sheet_rows.channel,
        sheet_rows.priority,
        sheet_rows.measure,
        rules.clock,
        rules.review_cadence,

        -- Before
        rules.baseline_first_month,
        rules.baseline_last_month,
        cast(sheet_rows.baseline_month_count as bigint) as baseline_month_count,
        cast(sheet_rows.baseline_count as bigint) as baseline_count,
        cast(round(sheet_rows.baseline_p50_seconds) as bigint) as baseline_p50_seconds,
        cast(round(sheet_rows.baseline_p90_seconds) as bigint) as baseline_p90_seconds,
        sheet_rows.baseline_share,
        cast(sheet_rows.coverage_week_seconds as bigint) as coverage_week_seconds,
        sheet_rows.uncovered_arrival_share,

        -- The promise
        cast(sheet_rows.target_seconds as bigint) as target_seconds,
        rules.target_day_count,
        rules.target_share,

        -- Whether it is kept
        rules.year_first_month,
        rules.year_last_month,
        cast(sheet_rows.tracked_count as bigint) as tracked_count,
        cast(coalesce(sheet_rows.achieved_count, 0) as bigint) as achieved_count,
        {{ share_of("sheet_rows.achieved_count", "sheet_rows.tracked_count") }} as achieved_share,
        sheet_rows.tracked_count < sample_rules.min_sample_count as is_small_sample,
        case
            when sheet_rows.tracked_count = 0 then 'not_measured'
            when
                rules.measure = 'rework'
                and sheet_rows.achieved_count
                <= rules.target_share * sheet_rows.tracked_count
                then 'kept'
            when
                rules.measure <> 'rework'
                and sheet_rows.achieved_count
                >= rules.target_share * sheet_rows.tracked_count
                then 'kept'
            else 'missed'
        end as verdict
    from sheet_rows
    inner join rules
        on
            sheet_rows.sheet_id = rules.sheet_id
            and sheet_rows.measure = rules.measure
    cross join sample_rules

)

select * from final
