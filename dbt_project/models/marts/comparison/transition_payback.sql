with

paybacks as (

    select * from {{ ref("int_comparison_paybacks") }}

),

privacy as (

    select * from {{ ref("int_comparison_privacy") }}

),

company as (

    select * from {{ ref("company") }}

),

running as (

    select
        *,
        cost_cents - budget_cents as net_cents,
        cast(
            sum(cost_cents - budget_cents) over (
                partition by comparison_id
                order by cost_month
                rows between unbounded preceding and current row
            ) as bigint
        ) as cumulative_net_cents
    from paybacks

),

final as (

    select
        running.comparison_id,
        running.cost_month,
        running.comparison_part,
        company.reporting_currency_code as currency_code,
        case
            when not privacy.is_total_withheld then {{ amount_from_cents("running.cost_cents") }}
        end as cost_amount,
        {%- for amount in [
            "budget", "net", "one_off", "overlap", "shadow_work", "cumulative_net"
        ] %}
            case
                when not privacy.is_bridge_withheld
                    then {{ amount_from_cents("running." ~ amount ~ "_cents") }}
            end as {{ amount }}_amount,
        {%- endfor %}
        running.cumulative_net_cents <= 0 as is_paid_back,
        privacy.is_bridge_withheld as is_suppressed
    from running
    inner join privacy
        on running.comparison_id = privacy.comparison_id
    cross join company

)

select * from final
