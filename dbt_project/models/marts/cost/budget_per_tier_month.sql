{#- Budget beside what was spent, for the months that have a budget. -#}
with

budgets as (

    select * from {{ ref("budgets") }}

),

cells as (

    select * from {{ ref("int_privacy_cells") }}

),

-- Labour that other classes were merged into is no measure of its own budget.
withheld_classes as (

    select
        cost_month,
        tier,
        cost_class
    from {{ ref("int_privacy_withheld_classes") }}
    union
    select
        cost_month,
        tier,
        cost_class
    from {{ ref("int_privacy_cells") }}
    where
        is_shown_as_labour
        and own_cost_class <> 'labour'

),

company as (

    select * from {{ ref("company") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

budget_months as (

    select distinct budgets.budget_month
    from budgets
    inner join as_of
        on budgets.budget_month <= as_of.as_of_month

),

budgeted as (

    select
        budgets.budget_month,
        budgets.tier,
        budgets.cost_class,
        sum(budgets.budget_amount) as budget_amount
    from budgets
    inner join budget_months
        on budgets.budget_month = budget_months.budget_month
    group by budgets.budget_month, budgets.tier, budgets.cost_class

),

spent as (

    select
        cells.cost_month,
        cells.tier,
        cells.cost_class,
        sum(cells.cost_cents) as cost_cents
    from cells
    inner join budget_months
        on cells.cost_month = budget_months.budget_month
    group by cells.cost_month, cells.tier, cells.cost_class

),

joined as (

    select
        coalesce(budgeted.budget_month, spent.cost_month) as budget_month,
        coalesce(budgeted.tier, spent.tier) as tier,
        coalesce(budgeted.cost_class, spent.cost_class) as cost_class,
        cast(coalesce(budgeted.budget_amount, 0) as decimal(18, 2)) as budget_amount,
        coalesce(spent.cost_cents, 0) as cost_cents
    from budgeted
    full outer join spent
        on
            budgeted.budget_month = spent.cost_month
            and budgeted.tier = spent.tier
            and budgeted.cost_class = spent.cost_class

),

shown as (

    select
        joined.budget_month,
        joined.tier,
        joined.cost_class,
        company.reporting_currency_code as currency_code,
        joined.budget_amount,
        case
            when withheld_classes.tier is null then {{ amount_from_cents("joined.cost_cents") }}
        end as cost_amount,
        withheld_classes.tier is not null as is_suppressed
    from joined
    cross join company
    left join withheld_classes
        on
            joined.budget_month = withheld_classes.cost_month
            and joined.tier = withheld_classes.tier
            and joined.cost_class = withheld_classes.cost_class

),

final as (

    select
        budget_month,
        tier,
        cost_class,
        currency_code,
        budget_amount,
        cost_amount,
        cast(cost_amount - budget_amount as decimal(18, 2)) as over_budget_amount,
        is_suppressed
    from shown

)

select * from final
