with

criteria as (

    select * from {{ ref("rfp_criteria") }}

),

answers as (

    select * from {{ ref("rfp_answers") }}

),

demand as (

    select * from {{ ref("int_work_demand_months") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

vendors as (

    select distinct vendor_name
    from answers

),

newest as (

    select
        *,
        row_number() over (
            partition by vendor_name, criterion_id
            order by answered_date desc, answer asc
        ) as answer_rank
    from answers

),

asked as (

    select
        vendors.vendor_name,
        criteria.criterion_id,
        criteria.criterion_name,
        criteria.severity,
        criteria.rule,
        criteria.threshold,
        criteria.question,
        newest.answer,
        newest.quoted_evidence,
        newest.scope_workflow_ids,
        newest.answered_date,
        {{ try_cast("newest.answer", "decimal(18, 2)") }} as answer_number
    from vendors
    cross join criteria
    left join newest
        on
            vendors.vendor_name = newest.vendor_name
            and criteria.criterion_id = newest.criterion_id
            and newest.answer_rank = 1

),

-- The month of the as-of is not over.
scoped_months as (

    select
        asked.vendor_name,
        asked.criterion_id,
        demand.demand_month,
        sum(demand.demand_unit_count) as unit_count
    from asked
    cross join as_of
    inner join demand
        on demand.demand_month < as_of.as_of_month
    where
        asked.rule = 'at_most_share_of_lowest_month'
        and (
            asked.scope_workflow_ids is null
            or concat(' ', asked.scope_workflow_ids, ' ')
            like concat('% ', demand.workflow_id, ' %')
        )
    group by asked.vendor_name, asked.criterion_id, demand.demand_month

),

lowest as (

    select
        vendor_name,
        criterion_id,
        cast(min(unit_count) as bigint) as lowest_month_unit_count
    from scoped_months
    group by vendor_name, criterion_id

),

judged as (

    select
        asked.*,
        lowest.lowest_month_unit_count,
        {{ share_of("asked.answer_number", "lowest.lowest_month_unit_count") }}
            as lowest_month_share,
        case
            when asked.answer is null then 'unanswered'
            when asked.quoted_evidence is null then 'no evidence is quoted'
            when asked.rule = 'yes' and lower(asked.answer) = 'yes' then null
            when asked.rule = 'yes' then concat('answered ', asked.answer)
            when asked.answer_number is null then concat('no number: ', asked.answer)
            when asked.rule = 'at_most' and asked.answer_number <= asked.threshold then null
            when asked.rule = 'at_most'
                then concat(asked.answer, ' is more than ', cast(asked.threshold as varchar))
            when lowest.lowest_month_unit_count is null then 'no whole month of this work is known'
            when
                asked.answer_number <= asked.threshold * lowest.lowest_month_unit_count
                then null
            else
                concat(
                    asked.answer, ' is more than ', cast(asked.threshold as varchar), ' of the ',
                    cast(lowest.lowest_month_unit_count as varchar), ' units of the lowest month'
                )
        end as open_words
    from asked
    left join lowest
        on
            asked.vendor_name = lowest.vendor_name
            and asked.criterion_id = lowest.criterion_id

),

final as (

    select
        vendor_name,
        criterion_id,
        criterion_name,
        severity,
        question,
        answer,
        quoted_evidence,
        answered_date,
        threshold,
        lowest_month_unit_count,
        lowest_month_share,
        open_words is not null as is_open,
        open_words
    from judged

)

select * from final
