{#- Month by month since the gap began: what was paid against the budget, and of it the one-off cost
    of the move, the own team's work on what has moved, and what was paid twice: fees for work whose
    own staff was still there. -#}
with

route_costs as (

    select * from {{ ref("int_comparison_route_costs") }}

),

chosen as (

    select * from {{ ref("int_comparison_labour_behaviours") }}
    where is_chosen

),

cells as (

    select * from {{ ref("int_comparison_cells") }}

),

shadow as (

    select
        comparison_id,
        cost_month,
        sum(cost_cents) as shadow_work_cents
    from cells
    where
        cost_class in ('labour', 'overtime')
        and route in ('onshore', 'offshore', 'automation')
    group by comparison_id, cost_month

),

months as (

    select
        route_costs.comparison_id,
        route_costs.cost_month,
        route_costs.comparison_part,
        sum(route_costs.after_microcents) as cost_microcents,
        sum(route_costs.budget_microcents) as budget_microcents,
        sum(
            case
                when route_costs.bar = 'transition_one_off' then route_costs.after_microcents
                else 0
            end
        ) as one_off_microcents,
        sum(
            case
                when route_costs.cost_class in ('vendor', 'automation')
                    then route_costs.after_microcents - route_costs.budget_microcents
                else 0
            end
        ) as fee_microcents,
        -- Labour that moved work has freed, less the labour that is gone.
        sum(
            case
                when
                    route_costs.bar in ('in_house_rate', 'idle_left_behind')
                    and route_costs.cost_class in ('labour', 'idle')
                    then
                        route_costs.after_microcents - route_costs.budget_microcents
                        - route_costs.displaced_microcents
                else 0
            end
        ) as kept_labour_microcents
    from route_costs
    inner join chosen
        on
            route_costs.comparison_id = chosen.comparison_id
            and route_costs.labour_behaviour = chosen.labour_behaviour
    group by route_costs.comparison_id, route_costs.cost_month, route_costs.comparison_part

),

final as (

    select
        months.comparison_id,
        months.cost_month,
        months.comparison_part,
        {{ rounded_share_cents("months.cost_microcents", "1", "1000000") }} as cost_cents,
        {{ rounded_share_cents("months.budget_microcents", "1", "1000000") }} as budget_cents,
        {{ rounded_share_cents("months.one_off_microcents", "1", "1000000") }} as one_off_cents,
        {{ rounded_share_cents(
            "greatest(0, least(months.fee_microcents, months.kept_labour_microcents))", "1",
            "1000000"
        ) }} as overlap_cents,
        cast(coalesce(shadow.shadow_work_cents, 0) as bigint) as shadow_work_cents
    from months
    left join shadow
        on
            months.comparison_id = shadow.comparison_id
            and months.cost_month = shadow.cost_month

)

select * from final
