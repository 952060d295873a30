{#- What each compared move was worth, and what a finance lead asks of it: saving, one-off cost,
    quality and speed at one mix and load, loyalty, hours of leadership, payroll, what is fixed. -#}
{%- set quality = {
    "csat": "csat_share", "rework": "rework_share", "reopen": "reopen_share",
    "first_reply": "first_reply_p50", "full_resolution": "full_resolution_p50",
} -%}
with

summaries as (

    select * from {{ ref("comparison_summary") }}

),

service as (

    select * from {{ ref("comparison_service") }}
    where
        work_scope = 'moved'
        and channel = 'all'

),

paybacks as (

    select * from {{ ref("transition_payback") }}

),

costs as (

    select * from {{ ref("cost_per_tier_route_month") }}

),

answers as (

    select * from {{ ref("int_quality_cells_counted") }}

),

time_entries as (

    select * from {{ ref("int_work_time_entries") }}
    where
        role_band in ('manager', 'owner')
        and activity <> 'transition'

),

quotes as (

    select * from {{ ref("route_quotes") }}

),

providers as (

    select * from {{ ref("dim_providers") }}

),

owners as (

    select * from {{ ref("comparison_owners") }}

),

moved as (

    select * from {{ ref("comparison_workflows") }}

),

thresholds as (

    select * from {{ ref("int_decision_thresholds") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

-- Months that are complete, as those that the saving is made of.
parts as (

    select
        comparison_id,
        comparison_part,
        cost_month
    from {{ ref("int_comparison_months") }}
    where
        is_complete
        and not is_excluded
        and comparison_part in ('before', 'after')

),

home as (

    select * from {{ ref("int_privacy_home") }}

),

spent as (

    select
        parts.comparison_id,
        {%- for part in ["before", "after"] %}
            case
                when
                    sum(
                        case
                            when
                                parts.comparison_part = '{{ part }}'
                                and costs.cost_class in ('labour', 'overtime', 'management', 'idle')
                                and costs.is_suppressed
                                then 1
                            else 0
                        end
                    ) = 0
                    then
                        sum(
                            case
                                when
                                    parts.comparison_part = '{{ part }}'
                                    and costs.cost_class in (
                                        'labour', 'overtime', 'management', 'idle'
                                    )
                                    then costs.cost_amount
                                else 0
                            end
                        )
            end as {{ part }}_payroll_amount,
        {%- endfor %}
        case
            when sum(case when costs.is_suppressed then 1 else 0 end) = 0
                then
                    sum(
                        case
                            when
                                parts.comparison_part = 'after'
                                and costs.cost_class in ('management', 'software')
                                then costs.cost_amount
                            else 0
                        end
                    )
        end as fixed_amount
    from parts
    inner join costs
        on parts.cost_month = costs.cost_month
    group by parts.comparison_id

),

one_offs as (

    select
        comparison_id,
        sum(one_off_amount) as one_off_amount,
        count(*) = count(one_off_amount) as is_known
    from paybacks
    group by comparison_id

),

changes as (

    select
        comparison_id,
        {%- for metric, name in quality.items() %}
            {%- set measure = "p50" if name.endswith("p50") else "share" %}
            {%- for bound in ["", "low_", "high_"] %}
                max(
                    case
                        when metric = '{{ metric }}' and measure = '{{ measure }}'
                            then {{ bound }}normalized_change
                    end
                ) as {{ bound }}{{ name }}_change,
            {%- endfor %}
            max(
                case
                    when metric = '{{ metric }}' and measure = '{{ measure }}' and is_change_shown
                        then 1
                    else 0
                end
            ) = 1 as is_{{ name }}_shown,
        {%- endfor %}
        count(distinct case when normalized_change is not null then metric end) as compared_count
    from service
    group by comparison_id

),

loyalty as (

    select
        parts.comparison_id,
        {%- for part in ["before", "after"] %}
            cast(
                100.0 * sum(
                    case
                        when parts.comparison_part = '{{ part }}'
                            then answers.nps_promoter_count - answers.nps_detractor_count
                    end
                )
                / nullif(
                    sum(
                        case
                            when parts.comparison_part = '{{ part }}'
                                then answers.nps_answered_count
                        end
                    ), 0
                ) as decimal(5, 1)
            ) as {{ part }}_nps,
            cast(
                coalesce(
                    sum(
                        case
                            when parts.comparison_part = '{{ part }}'
                                then answers.nps_answered_count
                        end
                    ), 0
                ) as bigint
            ) as {{ part }}_nps_answered_count,
        {%- endfor %}
        count(*) as row_count
    from parts
    inner join answers
        on parts.cost_month = answers.quality_month
    group by parts.comparison_id

),

led as (

    select
        parts.comparison_id,
        {%- for part in ["before", "after"] %}
            {%- for scope, condition in {
                "moved": "moved.workflow_id is not null",
                "all": "true",
            }.items() %}
                sum(
                    case
                        when parts.comparison_part = '{{ part }}' and {{ condition }}
                            then time_entries.worked_seconds
                        else 0
                    end
                ) / 3600.0 as {{ part }}_{{ scope }}_hours,
            {%- endfor %}
        {%- endfor %}
        count(moved.workflow_id) as moved_entry_count
    from parts
    inner join time_entries
        on parts.cost_month = time_entries.work_month
    left join moved
        on
            parts.comparison_id = moved.comparison_id
            and time_entries.workflow_id = moved.workflow_id
    group by parts.comparison_id

),

contracts as (

    select
        moved.comparison_id,
        cast(sum(quotes.minimum_amount) as decimal(18, 2)) as vendor_minimum_amount,
        min(quotes.valid_to) as next_renewal_date
    from moved
    inner join quotes
        on moved.workflow_id = quotes.workflow_id
    inner join providers
        on quotes.provider_name = providers.provider_name
    cross join as_of
    where {{ is_valid_on("cast(as_of.as_of_at as date)", "quotes") }}
    group by moved.comparison_id

),

judged as (

    select
        summaries.comparison_id,
        summaries.comparison_name,
        summaries.currency_code,
        case when not summaries.is_refused then summaries.saving_amount end
            as saving_per_month_amount,
        summaries.saving_share,
        summaries.low_saving_share,
        summaries.high_saving_share,
        summaries.noise_floor_share,
        summaries.noise_floor_reason,
        summaries.is_saving_shown,
        case when one_offs.is_known then cast(one_offs.one_off_amount as decimal(18, 2)) end
            as one_off_amount,
        summaries.payback_month,
        {%- for name in quality.values() %}
            {%- for bound in ["", "low_", "high_"] %}
                changes.{{ bound }}{{ name }}_change,
            {%- endfor %}
            coalesce(changes.is_{{ name }}_shown, false) as is_{{ name }}_change_shown,
        {%- endfor %}
        concat_ws(
            ', ',
            case
                when changes.is_csat_share_shown and changes.csat_share_change < 0
                    then 'satisfaction fell'
            end,
            case
                when changes.is_rework_share_shown and changes.rework_share_change > 0
                    then 'rework rose'
            end,
            case
                when changes.is_reopen_share_shown and changes.reopen_share_change > 0
                    then 'more tickets were opened again'
            end,
            case
                when changes.is_first_reply_p50_shown and changes.first_reply_p50_change > 0
                    then 'first replies took longer'
            end,
            case
                when
                    changes.is_full_resolution_p50_shown
                    and changes.full_resolution_p50_change > 0
                    then 'solutions took longer'
            end
        ) as worse_words,
        coalesce(changes.compared_count, 0) as compared_count,
        loyalty.before_nps,
        loyalty.after_nps,
        coalesce(loyalty.before_nps_answered_count, 0) as before_nps_answered_count,
        coalesce(loyalty.after_nps_answered_count, 0) as after_nps_answered_count,
        {%- for part in ["before", "after"] %}
            case
                when led.moved_entry_count > 0 and not home.is_handled_time_withheld
                    then
                        cast(
                            led.{{ part }}_moved_hours
                            / nullif(summaries.{{ part }}_month_count, 0) as decimal(12, 2)
                        )
            end as {{ part }}_leadership_hours,
            case
                when not home.is_handled_time_withheld
                    then
                        cast(
                            led.{{ part }}_all_hours
                            / nullif(summaries.{{ part }}_month_count, 0) as decimal(12, 2)
                        )
            end as {{ part }}_all_leadership_hours,
            cast(
                spent.{{ part }}_payroll_amount / nullif(summaries.{{ part }}_month_count, 0)
                as decimal(18, 2)
            ) as {{ part }}_payroll_amount,
        {%- endfor %}
        owners.baseline_owner_name,
        owners.agreed_on as baseline_agreed_date,
        cast(spent.fixed_amount / nullif(summaries.after_month_count, 0) as decimal(18, 2))
            as fixed_cost_amount,
        case
            when spent.fixed_amount is not null
                then
                    cast(
                        summaries.after_cost_amount
                        - spent.fixed_amount / nullif(summaries.after_month_count, 0)
                        as decimal(18, 2)
                    )
        end as variable_cost_amount,
        contracts.vendor_minimum_amount,
        contracts.next_renewal_date,
        thresholds.management_hourly_amount,
        summaries.is_suppressed,
        nullif(summaries.reason, '') as reason
    from summaries
    cross join thresholds
    cross join home
    left join spent
        on summaries.comparison_id = spent.comparison_id
    left join one_offs
        on summaries.comparison_id = one_offs.comparison_id
    left join changes
        on summaries.comparison_id = changes.comparison_id
    left join loyalty
        on summaries.comparison_id = loyalty.comparison_id
    left join led
        on summaries.comparison_id = led.comparison_id
    left join owners
        on summaries.comparison_id = owners.comparison_id
    left join contracts
        on summaries.comparison_id = contracts.comparison_id

),

final as (

    select
        comparison_id,
        comparison_name,
        currency_code,
        saving_per_month_amount,
        saving_share,
        low_saving_share,
        high_saving_share,
        noise_floor_share,
        noise_floor_reason,
        is_saving_shown,
        one_off_amount,
        payback_month,
        {%- for name in quality.values() %}
            {%- for bound in ["", "low_", "high_"] %}
                {{ bound }}{{ name }}_change,
            {%- endfor %}
            is_{{ name }}_change_shown,
        {%- endfor %}
        before_nps,
        after_nps,
        before_nps_answered_count,
        after_nps_answered_count,
        before_leadership_hours,
        after_leadership_hours,
        cast(before_leadership_hours - after_leadership_hours as decimal(12, 2))
            as leadership_hours_freed,
        before_all_leadership_hours,
        after_all_leadership_hours,
        cast(before_all_leadership_hours - after_all_leadership_hours as decimal(12, 2))
            as all_leadership_hours_freed,
        cast(
            cast(
                coalesce(
                    before_leadership_hours - after_leadership_hours,
                    before_all_leadership_hours - after_all_leadership_hours
                ) as {{ double_type() }}
            ) * management_hourly_amount as decimal(18, 2)
        ) as leadership_freed_amount,
        before_payroll_amount,
        after_payroll_amount,
        after_payroll_amount < before_payroll_amount as did_payroll_fall,
        baseline_owner_name,
        baseline_agreed_date,
        fixed_cost_amount,
        variable_cost_amount,
        vendor_minimum_amount,
        next_renewal_date,
        case
            when saving_share is null then 'No saving can be stated'
            when not is_saving_shown then 'No saving is shown beyond doubt'
            else
                'Saved ' || cast(round(100 * saving_share, 1) as decimal(5, 1)) || '% ('
                || cast(round(100 * low_saving_share, 1) as decimal(5, 1)) || '% to '
                || cast(round(100 * high_saving_share, 1) as decimal(5, 1)) || '%)'
        end
        || case
            when worse_words <> '' then ', but ' || worse_words
            when compared_count > 0
                then
                    '; no fall of quality or speed is shown ('
                    || compared_count || ' of {{ quality | length }} compared)'
            else '; quality before and after cannot be compared'
        end
        || '.' as statement,
        is_suppressed,
        reason
    from judged

)

select * from final
