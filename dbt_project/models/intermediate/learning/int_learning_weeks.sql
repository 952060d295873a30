{#- What each team did in each week around a change, counted from the day on which it takes effect:
    twelve weeks before (of the provider that had the work), all weeks after. A solution counts in
    its first week. One that can still be reworked is checked by nobody yet. -#}
with

changes as (

    select * from {{ ref("int_learning_changes") }}

),

solved as (

    select * from {{ ref("int_quality_tickets_solved") }}

),

reworked as (

    select * from {{ ref("int_quality_tickets_reworked") }}

),

reviews as (

    select * from {{ ref("int_work_qa_reviews_unioned") }}
    where error_count is not null

),

matched as (

    select * from {{ ref("int_quality_items_matched") }}
    where item_kind = 'review'

),

shadow_work as (

    select * from {{ ref("int_quality_shadow_work") }}

),

rules as (

    select * from {{ ref("int_quality_rules") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

company as (

    select * from {{ ref("company") }}

),

tickets as (

    select
        solved.source_system,
        solved.ticket_id,
        {{ home_date("solved.first_solved_at", "company.time_zone") }} as work_date,
        solved.workflow_id,
        solved.provider_id,
        solved.team_handled_seconds,
        -- Whole numbers add up to the same in any order.
        cast(round(10000 * ln(solved.team_handled_seconds)) as bigint) as log_ten_thousandths,
        solved.has_events
        and {{ add_seconds("solved.first_solved_at", "rules.rework_days * 86400") }}
        <= as_of.as_of_at as is_checked,
        reworked.ticket_id is not null as is_reworked
    from solved
    cross join company
    cross join rules
    cross join as_of
    left join reworked
        on
            solved.source_system = reworked.source_system
            and solved.ticket_id = reworked.ticket_id
    where solved.first_solved_at is not null

),

-- Each kind of work by workflow, provider and day, before it meets the changes.
days as (

    select
        'rework' as learning_measure,
        work_date,
        workflow_id,
        provider_id,
        sum(case when is_checked then 1 else 0 end) as checked_count,
        sum(case when is_checked and is_reworked then 1 else 0 end) as error_count,
        0 as handled_seconds,
        0 as log_ten_thousandths,
        0 as squared_log_ten_thousandths,
        0 as shadow_work_seconds
    from tickets
    group by work_date, workflow_id, provider_id
    union all
    select
        'qa_error' as learning_measure,
        tickets.work_date,
        tickets.workflow_id,
        tickets.provider_id,
        count(*) as checked_count,
        sum(case when reviews.error_count > 0 then 1 else 0 end) as error_count,
        0 as handled_seconds,
        0 as log_ten_thousandths,
        0 as squared_log_ten_thousandths,
        0 as shadow_work_seconds
    from reviews
    inner join matched
        on
            reviews.source_system = matched.source_system
            and reviews.review_id = matched.item_id
    inner join tickets
        on
            matched.ticket_source_system = tickets.source_system
            and matched.ticket_id = tickets.ticket_id
    group by tickets.work_date, tickets.workflow_id, tickets.provider_id
    union all
    select
        'handle_time' as learning_measure,
        work_date,
        workflow_id,
        provider_id,
        count(*) as checked_count,
        0 as error_count,
        sum(team_handled_seconds) as handled_seconds,
        sum(log_ten_thousandths) as log_ten_thousandths,
        sum(log_ten_thousandths * log_ten_thousandths) as squared_log_ten_thousandths,
        0 as shadow_work_seconds
    from tickets
    where team_handled_seconds > 0
    group by work_date, workflow_id, provider_id
    union all
    select
        'shadow_work' as learning_measure,
        work_date,
        workflow_id,
        provider_id,
        0 as checked_count,
        0 as error_count,
        0 as handled_seconds,
        0 as log_ten_thousandths,
        0 as squared_log_ten_thousandths,
        sum(shadow_work_seconds) as shadow_work_seconds
    from shadow_work
    group by work_date, workflow_id, provider_id

),

dated as (

    select
        changes.series_id,
        changes.usable_date,
        {{ floor_divide(days_between("changes.effective_date", "days.work_date"), "7") }}
            as week_number,
        days.learning_measure,
        days.work_date,
        days.checked_count,
        days.error_count,
        days.handled_seconds,
        days.log_ten_thousandths,
        days.squared_log_ten_thousandths,
        days.shadow_work_seconds
    from changes
    inner join days
        on
            changes.workflow_id = days.workflow_id
            and {{ add_days("changes.effective_date", -84) }} <= days.work_date
            and days.provider_id = case
                when days.work_date < changes.effective_date then changes.old_provider_id
                else changes.provider_id
            end
    where
        changes.next_effective_date is null
        or days.work_date < changes.next_effective_date

),

weeks as (

    select
        series_id,
        learning_measure,
        cast(week_number as integer) as week_number,
        cast(sum(checked_count) as bigint) as checked_count,
        cast(sum(error_count) as bigint) as error_count,
        cast(sum(handled_seconds) as bigint) as handled_seconds,
        cast(sum(log_ten_thousandths) as {{ double_type() }}) as log_sum,
        cast(sum(squared_log_ten_thousandths) as {{ double_type() }}) as squared_log_sum,
        cast(sum(shadow_work_seconds) as bigint) as shadow_work_seconds,
        min(case when learning_measure = 'rework' and usable_date <= work_date then work_date end)
            as first_used_date
    from dated
    group by series_id, learning_measure, week_number

),

home as (

    select * from {{ ref("int_privacy_home") }}

),

spreads as (

    select
        *,
        case
            when checked_count > 1
                then sqrt(
                    greatest(squared_log_sum - log_sum * log_sum / checked_count, 0)
                    / (checked_count - 1)
                ) / 10000
        end as sd_log_seconds
    from weeks

),

final as (

    select
        series_id,
        learning_measure,
        week_number,
        checked_count,
        error_count,
        handled_seconds,
        log_sum / nullif(checked_count, 0) / 10000 as mean_log_seconds,
        -- A week with a single ticket is as uneven as the most uneven other.
        coalesce(
            sd_log_seconds, max(sd_log_seconds) over (partition by series_id, learning_measure)
        ) as sd_log_seconds,
        shadow_work_seconds,
        first_used_date
    from spreads
    cross join home
    where not (home.is_handled_time_withheld and learning_measure in ('handle_time', 'shadow_work'))

)

select * from final
