with

bridges as (

    select * from {{ ref("int_comparison_bridges") }}

),

chosen as (

    select * from {{ ref("int_comparison_labour_behaviours") }}
    where is_chosen

),

privacy as (

    select * from {{ ref("int_comparison_privacy") }}

),

company as (

    select * from {{ ref("company") }}

),

final as (

    select
        bridges.comparison_id,
        bridges.bar_order,
        bridges.bar,
        bridges.cost_class,
        company.reporting_currency_code as currency_code,
        {%- for amount in ["after", "budget", "displaced", "part"] %}
            case
                when not privacy.is_bridge_withheld
                    then {{ amount_from_cents("bridges." ~ amount ~ "_cents") }}
            end as {{ amount }}_amount,
        {%- endfor %}
        privacy.is_bridge_withheld as is_suppressed
    from bridges
    inner join chosen
        on
            bridges.comparison_id = chosen.comparison_id
            and bridges.labour_behaviour = chosen.labour_behaviour
    inner join privacy
        on bridges.comparison_id = privacy.comparison_id
    cross join company
    where
        bridges.part_cents <> 0
        or bridges.after_cents <> 0
        or bridges.budget_cents <> 0

)

select * from final
