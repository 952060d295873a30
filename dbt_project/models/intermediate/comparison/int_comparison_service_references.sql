{#- The months whose mix stands for each service: those after its newest comparison, and of a
    service without one the last twelve that have ended. Beside each month of a service, how its
    arrivals compare with these months'. -#}
with

arrivals as (

    select
        arrived_month as counted_month,
        service,
        sum(ticket_count) as ticket_count
    from {{ ref("int_comparison_arrivals") }}
    group by arrived_month, service

),

comparisons as (

    select * from {{ ref("comparisons") }}

),

moved as (

    select * from {{ ref("comparison_workflows") }}

),

workflows as (

    select * from {{ ref("workflows") }}

),

seasons as (

    select * from {{ ref("int_comparison_seasons") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

company as (

    select * from {{ ref("company") }}

),

ended as (

    select arrivals.*
    from arrivals
    cross join as_of
    cross join company
    where
        {{ add_months("arrivals.counted_month", 1) }}
        <= {{ add_days(home_date("as_of.as_of_at", "company.time_zone"), 1) }}

),

newest as (

    select
        service,
        max(counted_month) as last_month
    from ended
    group by service

),

compared as (

    select
        workflows.service,
        comparisons.after_first_month,
        comparisons.after_last_month,
        row_number() over (
            partition by workflows.service
            order by comparisons.after_first_month desc, comparisons.comparison_id asc
        ) as newness_rank
    from comparisons
    inner join moved
        on comparisons.comparison_id = moved.comparison_id
    inner join workflows
        on moved.workflow_id = workflows.workflow_id
    inner join newest
        on
            workflows.service = newest.service
            and comparisons.after_first_month <= newest.last_month

),

windows as (

    select
        newest.service,
        coalesce(compared.after_first_month, {{ add_months("newest.last_month", -11) }})
            as first_month,
        case
            when compared.after_last_month < newest.last_month then compared.after_last_month
            else newest.last_month
        end as last_month
    from newest
    left join compared
        on
            newest.service = compared.service
            and compared.newness_rank = 1

),

usual as (

    select
        windows.service,
        windows.first_month,
        windows.last_month,
        avg(cast(ended.ticket_count as {{ double_type() }})) as ticket_count
    from windows
    inner join ended
        on
            windows.service = ended.service
            and windows.first_month <= ended.counted_month
            and ended.counted_month <= windows.last_month
    group by windows.service, windows.first_month, windows.last_month

),

final as (

    select
        arrivals.counted_month,
        arrivals.service,
        usual.first_month as reference_first_month,
        usual.last_month as reference_last_month,
        coalesce(
            usual.first_month <= arrivals.counted_month
            and arrivals.counted_month <= usual.last_month, false
        ) as is_reference,
        cast(arrivals.ticket_count / nullif(usual.ticket_count, 0) as decimal(18, 4))
            as volume_factor,
        cast(coalesce(seasons.factor_ten_thousandths, 10000) / 10000.0 as decimal(9, 4))
            as seasonality_factor
    from arrivals
    left join usual
        on arrivals.service = usual.service
    left join seasons
        on cast(extract(month from arrivals.counted_month) as integer) = seasons.calendar_month

)

select * from final
