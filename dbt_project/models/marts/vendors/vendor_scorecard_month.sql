{#- A vendor's month on one card, a row per measure. No money, nobody's time, nobody else. -#}
{%- set quality_shares = [
    ("csat", "csat_satisfied_count", "csat_answered_count", true, "csat_normalized_share"),
    ("error", "error_review_count", "error_measured_count", false, none),
    ("rework", "rework_count", "rework_measured_count", false, "rework_normalized_share"),
    ("escalation", "escalation_count", "escalation_measured_count", false, none),
    ("one_touch", "one_touch_count", "one_touch_measured_count", true, none),
] -%}
with

promises as (

    select * from {{ ref("vendor_sla_month") }}

),

qualities as (

    select * from {{ ref("vendor_quality_month") }}

),

audits as (

    select * from {{ ref("invoice_audit") }}

),

ramp as (

    select * from {{ ref("transition_ramp") }}
    where week_number >= 0

),

learning as (

    select * from {{ ref("learning_speed") }}
    where
        change_kind = 'playbook'
        and learning_measure = 'rework'

),

providers as (

    select * from {{ ref("dim_providers") }}
    where route not in ('in_house', 'unassigned')

),

rules as (

    select * from {{ ref("int_quality_rules") }}

),

measured as (

    select
        applied_month as scorecard_month,
        provider_id,
        service,
        'sla' as measure_group,
        metric as measure,
        measured_count,
        met_count as achieved_count,
        attainment_normalized_share as normalized_share,
        target_share,
        true as is_higher_better
    from promises
    {%- for name, part, whole, is_higher_better, normalized in quality_shares %}
        union all
        select
            quality_month as scorecard_month,
            provider_id,
            service,
            'quality' as measure_group,
            '{{ name }}' as measure,
            {{ whole }} as measured_count,
            {{ part }} as achieved_count,
            {{ normalized or "cast(null as decimal(9, 6))" }} as normalized_share,
            cast(null as decimal(9, 6)) as target_share,
            {{ is_higher_better }} as is_higher_better
        from qualities
    {%- endfor %}
    union all
    select
        {{ month_start("week_first_date") }} as scorecard_month,
        to_provider_id as provider_id,
        'all' as service,
        'ramp' as measure_group,
        'error' as measure,
        sum(checked_count) as measured_count,
        sum(error_count) as achieved_count,
        cast(null as decimal(9, 6)) as normalized_share,
        {{ share_of("sum(baseline_high_error_share * checked_count)", "sum(checked_count)") }}
            as target_share,
        false as is_higher_better
    from ramp
    where baseline_high_error_share is not null
    group by {{ month_start("week_first_date") }}, to_provider_id
    {%- for name, is_done in [
        ("rolled_out_in_time", "rolled_out_date <= effective_date"),
        ("learnt", "verdict = 'certified'"),
    ] %}
        union all
        select
            {{ month_start("effective_date") }} as scorecard_month,
            provider_id,
            'all' as service,
            'learning' as measure_group,
            '{{ name }}' as measure,
            count(*) as measured_count,
            sum(case when {{ is_done }} then 1 else 0 end) as achieved_count,
            cast(null as decimal(9, 6)) as normalized_share,
            cast(1 as decimal(9, 6)) as target_share,
            true as is_higher_better
        from learning
        group by {{ month_start("effective_date") }}, provider_id
    {%- endfor %}
    union all
    select
        audit_month as scorecard_month,
        provider_id,
        'all' as service,
        'billing' as measure_group,
        'billed_units_known' as measure,
        cast(floor(sum(billed_unit_count)) as bigint) as measured_count,
        -- What the minimum charges beyond the units is no unit too many.
        cast(
            floor(
                sum(
                    billed_unit_count - over_billed_unit_count - repeat_contact_count
                    - reopened_outcome_count
                )
            ) as bigint
        ) as achieved_count,
        cast(null as decimal(9, 6)) as normalized_share,
        cast(1 as decimal(9, 6)) as target_share,
        true as is_higher_better
    from audits
    group by audit_month, provider_id
    union all
    select
        audit_month as scorecard_month,
        provider_id,
        'all' as service,
        'billing' as measure_group,
        'credits_settled' as measure,
        count(*) as measured_count,
        sum(case when sla_credit_due_amount = 0 then 1 else 0 end) as achieved_count,
        cast(null as decimal(9, 6)) as normalized_share,
        cast(1 as decimal(9, 6)) as target_share,
        true as is_higher_better
    from audits
    where is_target_missed
    group by audit_month, provider_id

),

final as (

    select
        measured.scorecard_month,
        measured.provider_id,
        providers.provider_name,
        measured.service,
        measured.measure_group,
        measured.measure,
        cast(measured.measured_count as bigint) as measured_count,
        cast(coalesce(measured.achieved_count, 0) as bigint) as achieved_count,
        {{ share_of("measured.achieved_count", "measured.measured_count") }} as measure_share,
        {{ wilson_low("measured.achieved_count", "measured.measured_count") }}
            as measure_low_share,
        {{ wilson_high("measured.achieved_count", "measured.measured_count") }}
            as measure_high_share,
        measured.normalized_share as measure_normalized_share,
        measured.target_share,
        measured.is_higher_better,
        measured.measured_count < rules.min_sample_count as is_small_sample,
        case
            when measured.measured_count = 0 then 'not_measured'
            when measured.target_share is null then 'no_target'
            when
                measured.is_higher_better
                and measured.achieved_count >= measured.target_share * measured.measured_count
                then 'kept'
            when
                not measured.is_higher_better
                and measured.achieved_count <= measured.target_share * measured.measured_count
                then 'kept'
            else 'missed'
        end as verdict
    from measured
    inner join providers
        on measured.provider_id = providers.provider_id
    cross join rules

)

select * from final
