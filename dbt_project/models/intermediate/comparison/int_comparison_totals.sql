{#- The average month before and after of each comparison, what the bridge makes of it, and when the
    move was paid back. -#}
with

inputs as (

    select * from {{ ref("int_comparison_inputs") }}
    where is_complete

),

bridges as (

    select * from {{ ref("int_comparison_bridges") }}

),

chosen as (

    select * from {{ ref("int_comparison_labour_behaviours") }}
    where is_chosen

),

paybacks as (

    select * from {{ ref("int_comparison_paybacks") }}

),

windows as (

    select
        comparison_id,
        sum(case when comparison_part = 'before' then 1 else 0 end) as before_month_count,
        sum(case when comparison_part = 'after' then 1 else 0 end) as after_month_count,
        sum(case when comparison_part = 'before' then cost_cents else 0 end) as before_cents,
        sum(case when comparison_part = 'after' then cost_cents else 0 end) as after_cents
    from inputs
    group by comparison_id

),

budgets as (

    select
        bridges.comparison_id,
        chosen.labour_behaviour,
        sum(
            case
                when bridges.bar in ('before', 'season', 'growth', 'mix', 'wage')
                    then bridges.part_cents
                else 0
            end
        ) as budget_cents,
        sum(
            case when bridges.bar = 'transition_one_off' then bridges.part_cents else 0 end
        ) as one_off_cents
    from bridges
    inner join chosen
        on
            bridges.comparison_id = chosen.comparison_id
            and bridges.labour_behaviour = chosen.labour_behaviour
    group by bridges.comparison_id, chosen.labour_behaviour

),

running as (

    select
        comparison_id,
        cost_month,
        sum(cost_cents - budget_cents) over (
            partition by comparison_id
            order by cost_month
            rows between unbounded preceding and current row
        ) as net_cents
    from paybacks

),

-- Paid back for good: from then on the sum stays below zero.
owing as (

    select
        comparison_id,
        max(case when net_cents > 0 then cost_month end) as last_owing_month,
        min(cost_month) as first_month,
        max(cost_month) as last_month
    from running
    group by comparison_id

),

final as (

    select
        windows.comparison_id,
        cast(windows.before_month_count as integer) as before_month_count,
        cast(windows.after_month_count as integer) as after_month_count,
        {{ rounded_share_cents("windows.before_cents", "1", "windows.before_month_count") }}
            as before_cents,
        {{ rounded_share_cents("windows.after_cents", "1", "windows.after_month_count") }}
            as after_cents,
        budgets.labour_behaviour,
        cast(budgets.budget_cents as bigint) as budget_cents,
        cast(budgets.one_off_cents as bigint) as one_off_cents,
        case
            when owing.last_owing_month is null then owing.first_month
            when owing.last_owing_month < owing.last_month
                then {{ add_months("owing.last_owing_month", 1) }}
        end as payback_month
    from windows
    left join budgets
        on windows.comparison_id = budgets.comparison_id
    left join owing
        on windows.comparison_id = owing.comparison_id

)

select * from final
