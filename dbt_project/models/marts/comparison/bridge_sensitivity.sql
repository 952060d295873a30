with

bridges as (

    select * from {{ ref("int_comparison_bridges") }}

),

behaviours as (

    select * from {{ ref("int_comparison_labour_behaviours") }}

),

shapley as (

    select * from {{ ref("int_comparison_shapley") }}

),

privacy as (

    select * from {{ ref("int_comparison_privacy") }}

),

company as (

    select * from {{ ref("company") }}

),

bars as (

    select
        bridges.comparison_id,
        'labour_' || bridges.labour_behaviour as method,
        bridges.bar,
        cast(sum(bridges.part_cents) as bigint) as bar_cents,
        cast(sum(bridges.part_cents) as bigint) as low_cents,
        cast(sum(bridges.part_cents) as bigint) as high_cents,
        max(behaviours.placebo_rms_share) as placebo_rms_share,
        max(case when behaviours.is_chosen then 1 else 0 end) = 1 as is_chosen
    from bridges
    inner join behaviours
        on
            bridges.comparison_id = behaviours.comparison_id
            and bridges.labour_behaviour = behaviours.labour_behaviour
    where bridges.bar <> 'before'
    group by bridges.comparison_id, bridges.labour_behaviour, bridges.bar
    union all
    select
        comparison_id,
        'shapley' as method,
        bar,
        shapley_cents as bar_cents,
        low_cents,
        high_cents,
        cast(null as decimal(9, 4)) as placebo_rms_share,
        false as is_chosen
    from shapley

),

final as (

    select
        bars.comparison_id,
        bars.method,
        bars.bar,
        company.reporting_currency_code as currency_code,
        {%- for amount in ["bar", "low", "high"] %}
            case
                when not privacy.is_bridge_withheld
                    then {{ amount_from_cents("bars." ~ amount ~ "_cents") }}
            end as {{ amount }}_amount,
        {%- endfor %}
        bars.placebo_rms_share,
        bars.is_chosen,
        privacy.is_bridge_withheld as is_suppressed
    from bars
    inner join privacy
        on bars.comparison_id = privacy.comparison_id
    cross join company

)

select * from final
