{#- How fast each provider learns each change, in days from its announcement. A team that has not
    come back to its old rate, or of which too little is known, stays in as censored. -#}
with

changes as (

    select * from {{ ref("int_learning_changes") }}

),

weeks as (

    select * from {{ ref("int_learning_weeks") }}

),

curves as (

    select * from {{ ref("int_learning_curves") }}

),

providers as (

    select * from {{ ref("providers") }}

),

home as (

    select * from {{ ref("int_privacy_home") }}

),

estimates as (

    select distinct
        series_id,
        learning_measure,
        verdict,
        observed_week_count,
        proficiency_weeks,
        low_proficiency_weeks,
        high_proficiency_weeks,
        not_yet_probability,
        excess,
        low_excess,
        high_excess,
        step_probability,
        is_step
    from curves

),

-- Every change is told of, also before anything of it could be counted.
measured as (

    select
        series_id,
        'rework' as learning_measure
    from changes
    union
    select
        series_id,
        learning_measure
    from weeks
    where learning_measure = 'qa_error'

),

counts as (

    select
        series_id,
        learning_measure,
        {%- for part, condition in [
            ("old", "week_number < 0"),
            ("first_weeks", "week_number between 0 and 3"),
            ("all_weeks", "week_number >= 0"),
        ] %}
            sum(case when {{ condition }} then checked_count end) as {{ part }}_checked_count,
            sum(case when {{ condition }} then error_count end) as {{ part }}_error_count,
        {%- endfor %}
        min(case when week_number >= 0 then first_used_date end) as first_used_date
    from weeks
    group by series_id, learning_measure

),

shadow_work as (

    select
        estimates.series_id,
        estimates.learning_measure,
        sum(weeks.shadow_work_seconds) as shadow_work_seconds
    from estimates
    inner join weeks
        on
            estimates.series_id = weeks.series_id
            and weeks.learning_measure = 'shadow_work'
            and weeks.week_number >= 0
            and (
                estimates.verdict <> 'certified'
                or weeks.week_number < estimates.proficiency_weeks
            )
    group by estimates.series_id, estimates.learning_measure

),

joined as (

    select
        changes.*,
        measured.learning_measure,
        coalesce(estimates.verdict, 'not_enough_data') as verdict,
        coalesce(estimates.observed_week_count, 0) as observed_week_count,
        estimates.proficiency_weeks,
        estimates.low_proficiency_weeks,
        estimates.high_proficiency_weeks,
        estimates.not_yet_probability,
        estimates.excess,
        estimates.low_excess,
        estimates.high_excess,
        estimates.step_probability,
        coalesce(estimates.is_step, false) as is_step,
        {%- for part in ["old", "first_weeks", "all_weeks"] %}
            coalesce(counts.{{ part }}_checked_count, 0) as {{ part }}_checked_count,
            coalesce(counts.{{ part }}_error_count, 0) as {{ part }}_error_count,
        {%- endfor %}
        uses.first_used_date,
        case
            when
                {{ performer_of_route("providers.route") }} = 'provider'
                and not home.is_handled_time_withheld
                then coalesce(shadow_work.shadow_work_seconds, 0)
        end as shadow_work_seconds
    from changes
    inner join measured
        on changes.series_id = measured.series_id
    inner join providers
        on changes.provider_id = providers.provider_id
    cross join home
    left join counts as uses
        on
            changes.series_id = uses.series_id
            and uses.learning_measure = 'rework'
    left join estimates
        on
            measured.series_id = estimates.series_id
            and measured.learning_measure = estimates.learning_measure
    left join counts
        on
            measured.series_id = counts.series_id
            and measured.learning_measure = counts.learning_measure
    left join shadow_work
        on
            measured.series_id = shadow_work.series_id
            and measured.learning_measure = shadow_work.learning_measure

),

final as (

    select
        change_kind,
        change_id,
        change_name,
        workflow_id,
        provider_id,
        learning_measure,
        announced_date,
        effective_date,
        playbook_updated_date,
        rolled_out_date,
        first_used_date,
        {%- for name in ["playbook_updated", "rolled_out", "first_used"] %}
            cast({{ days_between("announced_date", name ~ "_date") }} as integer)
                as {{ name }}_day_count,
        {%- endfor %}
        {%- for name in ["proficiency", "low_proficiency", "high_proficiency"] %}
            cast(
                {{ days_between("announced_date", "effective_date") }} + 7 * {{ name }}_weeks
                as integer
            ) as {{ name }}_day_count,
        {%- endfor %}
        cast(observed_week_count as integer) as observed_week_count,
        verdict <> 'certified' as is_censored,
        cast(not_yet_probability as decimal(9, 6)) as not_yet_probability,
        {%- for name in ["excess", "low_excess", "high_excess"] %}
            cast(round({{ name }}) as bigint) as {{ name }}_error_count,
        {%- endfor %}
        cast(old_checked_count as bigint) as old_checked_count,
        {{ share_of("old_error_count", "old_checked_count") }} as old_error_share,
        cast(first_weeks_checked_count as bigint) as first_weeks_checked_count,
        {{ share_of("first_weeks_error_count", "first_weeks_checked_count") }}
            as first_weeks_error_share,
        cast(all_weeks_checked_count as bigint) as checked_count,
        cast(all_weeks_error_count as bigint) as error_count,
        {{ share_of("all_weeks_error_count", "all_weeks_checked_count") }} as error_share,
        cast(shadow_work_seconds as bigint) as shadow_work_seconds,
        cast(step_probability as decimal(9, 6)) as step_probability,
        is_step,
        verdict,
        concat_ws(
            '; ',
            case
                when verdict = 'not_enough_data' and all_weeks_checked_count = 0
                    then 'not enough data: nothing has been checked since'
                when verdict = 'not_enough_data'
                    then 'not enough data: fewer than 20 a week were checked, in under 12 weeks'
                when verdict = 'certified' and proficiency_weeks = 0
                    then 'as good as before from the first week'
                when verdict = 'certified'
                    then
                        'as good as before since week '
                        || cast(cast(proficiency_weeks as integer) + 1 as varchar)
                else
                    'still learning, or not certain yet: as good as before by now with a'
                    || ' probability of '
                    || cast(cast(round(100 * (1 - not_yet_probability)) as integer) as varchar)
                    || '%'
            end,
            case when is_step then 'it changed in one step' end,
            case
                when verdict <> 'not_enough_data' and old_checked_count = 0
                    then 'nothing was checked before, so the old rate is a guess'
            end
        ) as verdict_words
    from joined

)

select * from final
