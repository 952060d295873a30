with

cells as (

    select * from {{ ref("int_costs_restated_cells") }}

),

causes as (

    select * from {{ ref("int_costs_restatement_causes") }}

),

withheld as (

    select * from {{ ref("int_privacy_tiers") }}
    where is_withheld

),

company as (

    select * from {{ ref("company") }}

),

tier_months as (

    select
        cost_month,
        tier,
        release_number,
        as_of_at,
        sum(old_cents) as old_cents,
        sum(new_cents) as new_cents,
        max(case when is_withheld then 1 else 0 end) = 1 as is_withheld
    from cells
    group by cost_month, tier, release_number, as_of_at
    having sum(old_cents) <> sum(new_cents)

),

judged as (

    select
        tier_months.*,
        causes.cause,
        -- An amount before one that is withheld would tell it: the next one after is published.
        max(
            case
                when
                    tier_months.is_withheld
                    or withheld.tier is not null
                    or causes.people_count < company.min_people_per_cell
                    then 1
                else 0
            end
        ) over (
            partition by tier_months.cost_month, tier_months.tier
            order by tier_months.release_number desc
        ) = 1 as is_suppressed,
        company.reporting_currency_code as currency_code
    from tier_months
    cross join company
    left join causes
        on
            tier_months.cost_month = causes.cost_month
            and tier_months.tier = causes.tier
            and tier_months.release_number = causes.release_number
    left join withheld
        on
            tier_months.cost_month = withheld.cost_month
            and tier_months.tier = withheld.tier

),

final as (

    select
        cost_month,
        tier,
        cast(release_number as bigint) as release_number,
        as_of_at as restated_as_of_at,
        case when not is_suppressed then {{ amount_from_cents("old_cents") }} end
            as old_cost_amount,
        case when not is_suppressed then {{ amount_from_cents("new_cents") }} end
            as new_cost_amount,
        case when not is_suppressed then {{ amount_from_cents("new_cents - old_cents") }} end
            as delta_cost_amount,
        currency_code,
        coalesce(cause, 'pools work for each other otherwise') as cause,
        is_suppressed
    from judged

)

select * from final
