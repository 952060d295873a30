{#- How far each way of labour to behave misses inside the months before, where nothing changed, and
    which of them the bridge therefore uses; the first in order where they miss alike or too few
    months can tell. -#}
with

comparisons as (

    select * from {{ ref("comparisons") }}

),

placebo_months as (

    select * from {{ ref("int_comparison_placebo_months") }}

),

behaviours as (

    {% for behaviour in labour_behaviours() -%}
        select
            '{{ behaviour }}' as labour_behaviour,
            {{ loop.index }} as behaviour_order
        {{ "union all" if not loop.last }}
    {% endfor %}
),

misses as (

    {% for behaviour in labour_behaviours() -%}
        select
            comparison_id,
            '{{ behaviour }}' as labour_behaviour,
            first_number,
            1 - sum(cost_cents) / nullif(sum({{ behaviour }}_expected_cents), 0) as saving_share
        from placebo_months
        group by comparison_id, first_number
        {{ "union all" if not loop.last }}
    {% endfor %}
),

placebos as (

    select
        comparison_id,
        labour_behaviour,
        cast(
            {{ bounded_share("sqrt(avg(saving_share * saving_share))") }} as decimal(9, 4)
        ) as placebo_rms_share
    from misses
    group by comparison_id, labour_behaviour

),

ranked as (

    select
        comparisons.comparison_id,
        behaviours.labour_behaviour,
        placebos.placebo_rms_share,
        row_number() over (
            partition by comparisons.comparison_id
            order by coalesce(placebos.placebo_rms_share, 0) asc, behaviours.behaviour_order asc
        ) as behaviour_rank
    from comparisons
    cross join behaviours
    left join placebos
        on
            comparisons.comparison_id = placebos.comparison_id
            and behaviours.labour_behaviour = placebos.labour_behaviour

),

final as (

    select
        comparison_id,
        labour_behaviour,
        placebo_rms_share,
        behaviour_rank = 1 as is_chosen
    from ranked

)

select * from final
