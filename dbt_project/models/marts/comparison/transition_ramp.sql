{#- Each cut-over week by week, from twelve weeks before it: errors and handling time against what
    they were before, the fitted curve with its interval, and when both were back. -#}
{%- set curve_columns = [
    "verdict", "observed_week_count", "old_figure", "within_reach", "proficiency_weeks",
    "low_proficiency_weeks", "high_proficiency_weeks",
] -%}
with

changes as (

    select * from {{ ref("int_learning_changes") }}
    where change_kind = 'cut_over'

),

weeks as (

    select * from {{ ref("int_learning_weeks") }}
    where learning_measure in ('rework', 'handle_time')

),

curves as (

    select * from {{ ref("int_learning_curves") }}

),

-- What is said of all weeks of a cut-over, once per cut-over.
{%- for name, measure in [("error", "rework"), ("time", "handle_time")] %}

    {{ name }}_estimates as (

        select distinct
            {%- for column in curve_columns %}
                {{ column }} as {{ name }}_{{ column }},
            {%- endfor %}
            series_id
        from curves
        where learning_measure = '{{ measure }}'

    ),
{%- endfor %}

counted as (

    select
        {%- for name, measure, column in [
            ("checked_count", "rework", "checked_count"),
            ("error_count", "rework", "error_count"),
            ("handled_count", "handle_time", "checked_count"),
            ("handled_seconds", "handle_time", "handled_seconds"),
            ("mean_log_seconds", "handle_time", "mean_log_seconds"),
        ] %}
            max(case when weeks.learning_measure = '{{ measure }}' then weeks.{{ column }} end)
                as {{ name }},
        {%- endfor %}
        {%- for name, measure in [("error", "rework"), ("time", "handle_time")] %}
            {%- for bound in ["", "low_", "high_"] %}
                max(
                    case
                        when curves.learning_measure = '{{ measure }}'
                            then curves.{{ bound }}fitted_excess
                    end
                ) as {{ bound }}fitted_{{ name }}_excess,
            {%- endfor %}
        {%- endfor %}
        weeks.series_id,
        weeks.week_number
    from weeks
    left join curves
        on
            weeks.series_id = curves.series_id
            and weeks.learning_measure = curves.learning_measure
            and weeks.week_number = curves.week_number
    group by weeks.series_id, weeks.week_number

),

joined as (

    select
        {%- for name in ["error", "time"] %}
            {%- for column in curve_columns %}
                {{ name }}_estimates.{{ name }}_{{ column }},
            {%- endfor %}
        {%- endfor %}
        changes.change_id,
        changes.workflow_id,
        changes.old_provider_id,
        changes.provider_id,
        changes.effective_date,
        7 * counted.week_number as day_number,
        counted.*
    from changes
    inner join counted
        on changes.series_id = counted.series_id
    left join error_estimates
        on changes.series_id = error_estimates.series_id
    left join time_estimates
        on changes.series_id = time_estimates.series_id

),

final as (

    select
        change_id as transition_id,
        workflow_id,
        old_provider_id as from_provider_id,
        provider_id as to_provider_id,
        effective_date as cut_over_date,
        cast(week_number as integer) as week_number,
        {{ add_days("effective_date", "day_number") }} as week_first_date,
        case
            when day_number < 0 then 'before'
            when day_number <= 30 then '0 to 30'
            when day_number <= 60 then '31 to 60'
            when day_number <= 90 then '61 to 90'
            else 'beyond 90'
        end as day_band,
        coalesce(checked_count, 0) as checked_count,
        coalesce(error_count, 0) as error_count,
        {{ share_of("error_count", "checked_count") }} as error_share,
        {%- for bound in ["", "low_", "high_"] %}
            cast(error_old_figure + {{ bound }}fitted_error_excess as decimal(9, 6))
                as {{ bound }}fitted_error_share,
        {%- endfor %}
        cast(error_old_figure as decimal(9, 6)) as baseline_error_share,
        cast(error_old_figure + error_within_reach as decimal(9, 6)) as baseline_high_error_share,
        coalesce(handled_count, 0) as handled_count,
        cast(round(handled_seconds / nullif(handled_count, 0)) as bigint) as mean_handle_seconds,
        cast(exp(mean_log_seconds - time_old_figure) as decimal(9, 4)) as handle_time_ratio,
        {%- for bound in ["", "low_", "high_"] %}
            cast(exp({{ bound }}fitted_time_excess) as decimal(9, 4))
                as {{ bound }}fitted_handle_time_ratio,
        {%- endfor %}
        cast(exp(time_within_reach) as decimal(9, 4)) as baseline_high_handle_time_ratio,
        {%- for name, shown in [("error", "error"), ("time", "handle_time")] %}
            coalesce({{ name }}_verdict, 'not_enough_data') as {{ shown }}_verdict,
            coalesce({{ name }}_verdict, 'not_enough_data') <> 'certified'
                as is_{{ shown }}_censored,
            {%- for bound in ["", "low_", "high_"] %}
                cast(7 * {{ name }}_{{ bound }}proficiency_weeks as integer)
                    as {{ bound }}{{ shown }}_baseline_day_count,
            {%- endfor %}
        {%- endfor %}
        cast(
            greatest(
                coalesce(error_observed_week_count, 0), coalesce(time_observed_week_count, 0)
            ) as integer
        ) as observed_week_count
    from joined

)

select * from final
