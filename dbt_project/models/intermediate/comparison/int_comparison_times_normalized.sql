{#- Times of kept promises in each cell of a month at the loads that stand for its service: how the
    median and the ninth decile change when the tickets have their weights. On a grid of logarithms,
    two percent wide. -#}
{%- set cell = [
    "counted_month", "metric", "tier", "service", "provider_id", "channel", "priority",
] -%}
with

clocks as (

    select * from {{ ref("int_service_clocks") }}
    where sla_status in ('met', 'breached')

),

loads as (

    select * from {{ ref("int_comparison_loads") }}

),

weights as (

    select * from {{ ref("int_comparison_service_weights") }}
    where weight is not null

),

steps as (

    select
        clocks.applied_month as counted_month,
        clocks.metric,
        clocks.tier,
        clocks.service,
        clocks.provider_id,
        clocks.channel,
        clocks.priority,
        coalesce(loads.load_band, 1) as load_band,
        round(50 * ln(1 + clocks.elapsed_seconds)) as log_step,
        count(*) as ticket_count
    from clocks
    left join loads
        on
            clocks.applied_date = loads.arrived_date
            and clocks.channel = loads.channel
    group by
        clocks.applied_month,
        clocks.metric,
        clocks.tier,
        clocks.service,
        clocks.provider_id,
        clocks.channel,
        clocks.priority,
        coalesce(loads.load_band, 1),
        round(50 * ln(1 + clocks.elapsed_seconds))

),

weighted as (

    select
        {%- for column in cell %}
            steps.{{ column }},
        {%- endfor %}
        steps.log_step,
        cast(sum(steps.ticket_count) as {{ double_type() }}) as ticket_count,
        sum(steps.ticket_count * weights.weight) as weight
    from steps
    inner join weights
        on
            steps.counted_month = weights.counted_month
            and steps.metric = weights.metric
            and steps.service = weights.service
            and steps.provider_id = weights.provider_id
            and steps.tier = weights.tier
            and steps.channel = weights.channel
            and steps.priority = weights.priority
            and steps.load_band = weights.weight_band
    group by
        {%- for column in cell %}
            steps.{{ column }},
        {%- endfor %}
        steps.log_step

),

running as (

    select
        *,
        {%- for count in ["ticket_count", "weight"] %}
            sum({{ count }}) over (
                partition by
                    {{ cell | join(", ") }}
                order by log_step
                rows between unbounded preceding and current row
            ) as {{ count }}_so_far,
            sum({{ count }}) over (
                partition by
                    {{ cell | join(", ") }}
            ) as {{ count }}_in_all,
        {%- endfor %}
        1 as is_step
    from weighted

),

quantiles as (

    select
        {%- for name, share in [("p50", 0.5), ("p90", 0.9)] %}
            {%- for count in ["ticket_count", "weight"] %}
                min(
                    case
                        -- A hair less, so that equal weights find what no weights find.
                        when {{ count }}_so_far >= {{ share - 1e-9 }} * {{ count }}_in_all
                            then log_step
                    end
                ) as {{ count }}_{{ name }}_step,
            {%- endfor %}
        {%- endfor %}
        {{ cell | join(",\n        ") }}
    from running
    group by
        {{ cell | join(",\n        ") }}

),

final as (

    select
        {%- for name in ["p50", "p90"] %}
            cast(
                exp(0.02 * (weight_{{ name }}_step - ticket_count_{{ name }}_step))
                as decimal(18, 6)
            ) as {{ name }}_ratio,
        {%- endfor %}
        {{ cell | join(",\n        ") }}
    from quantiles

)

select * from final
