with

contracts as (

    select * from {{ ref("provider_contracts") }}

),

bills as (

    select * from {{ ref("int_vendors_bills_matched") }}

),

units as (

    select * from {{ ref("int_vendors_units_counted") }}

),

providers as (

    select * from {{ ref("dim_providers") }}

),

promises as (

    select * from {{ ref("vendor_sla_month") }}

),

counted as (

    select
        contract_line_id,
        unit_month,
        count(*) as unit_count,
        sum(case when unpaid_reason is null then 1 else 0 end) as payable_count,
        sum(case when unpaid_reason = 'repeat_contact' then 1 else 0 end) as repeat_count
    from units
    group by contract_line_id, unit_month

),

-- A promise of few tickets is not held against anybody.
missed as (

    select
        provider_id,
        applied_month,
        metric,
        sum(breached_count) as missed_count,
        sum(case when not is_met and not is_small_sample then 1 else 0 end) as missed_target_count
    from promises
    where measured_count > 0
    group by provider_id, applied_month, metric

),

compared as (

    select
        bills.*,
        contracts.provider_id,
        contracts.unit_kind,
        contracts.counted_unit,
        contracts.per_unit_amount,
        contracts.currency_code,
        contracts.sla_metric,
        contracts.notice_days,
        contracts.renewal_date,
        coalesce(counted.unit_count, 0) as helpdesk_unit_count,
        coalesce(counted.payable_count, 0) as payable_count,
        greatest(
            coalesce(contracts.minimum_amount, 0),
            coalesce(
                {{ unit_charge("contracts.minimum_unit_count", "contracts.per_unit_amount") }}, 0
            )
        ) as minimum_amount,
        case when missed.missed_target_count > 0 then contracts.sla_credit_share else 0 end
            as credit_share,
        coalesce(missed.missed_target_count, 0) > 0 as is_target_missed,
        coalesce(missed.missed_count, 0) as missed_count,
        greatest(bills.billed_unit_count - coalesce(counted.unit_count, 0), 0) as over_count,
        least(
            coalesce(counted.repeat_count, 0),
            greatest(
                least(bills.billed_unit_count, coalesce(counted.unit_count, 0))
                - coalesce(counted.payable_count, 0), 0
            )
        ) as repeat_count,
        greatest(bills.billed_unit_count - coalesce(counted.payable_count, 0), 0) as unpaid_count
    from bills
    inner join contracts
        on
            bills.contract_line_id = contracts.contract_line_id
            and bills.valid_from = contracts.valid_from
    left join counted
        on
            bills.contract_line_id = counted.contract_line_id
            and bills.audit_month = counted.unit_month
    left join missed
        on
            contracts.provider_id = missed.provider_id
            and bills.audit_month = missed.applied_month
            and contracts.sla_metric = missed.metric

),

-- Each part is the difference of two running amounts, so that the parts add up to the cent.
priced as (

    select
        *,
        {{ unit_charge("over_count", "per_unit_amount") }} as over_amount,
        {{ unit_charge("over_count + repeat_count", "per_unit_amount") }} as over_repeat_amount,
        {{ unit_charge("unpaid_count", "per_unit_amount") }} as unpaid_amount,
        units_contract_amount - {{ unit_charge("unpaid_count", "per_unit_amount") }}
            as units_due_amount,
        greatest(
            units_contract_amount - {{ unit_charge("unpaid_count", "per_unit_amount") }},
            minimum_amount
        ) as due_amount
    from compared

),

-- Every line that was rounded by itself may be half a cent off.
owed as (

    select
        *,
        case
            when invoiced_amount - credited_amount - due_amount > 0.005 * (row_count + 1)
                then invoiced_amount - credited_amount - due_amount
            else 0
        end as over_charged_amount,
        cast(round(due_amount * coalesce(credit_share, 0), 2) as decimal(18, 2)) as credit_amount,
        least(credited_amount, greatest(due_amount - invoiced_amount + credited_amount, 0))
            as credit_given_amount
    from priced

),

rated as (

    select
        *,
        least(dear_amount, over_charged_amount) as rate_found,
        greatest(over_charged_amount - dear_amount, 0) as left_after_rate
    from owed

),

parted as (

    select
        *,
        least(over_amount, left_after_rate) as over_found,
        least(over_repeat_amount, left_after_rate) - least(over_amount, left_after_rate)
            as repeat_found,
        least(unpaid_amount, left_after_rate) - least(over_repeat_amount, left_after_rate)
            as reopened_found,
        greatest(left_after_rate - unpaid_amount, 0) as rest_found
    from rated

),

final as (

    select
        parted.audit_month,
        parted.provider_id,
        providers.provider_name,
        parted.contract_line_id,
        parted.unit_kind,
        parted.counted_unit,
        parted.document_numbers,
        parted.has_invoice,
        parted.currency_code,

        -- Units
        parted.billed_unit_source,
        cast(parted.billed_unit_count as decimal(18, 4)) as billed_unit_count,
        cast(parted.helpdesk_unit_count as bigint) as helpdesk_unit_count,
        cast(parted.payable_count as bigint) as payable_unit_count,

        -- Money
        parted.per_unit_amount as contract_per_unit_amount,
        cast(parted.minimum_amount as decimal(18, 2)) as minimum_amount,
        cast(parted.invoiced_amount as decimal(18, 2)) as invoiced_amount,
        cast(parted.credited_amount as decimal(18, 2)) as credited_amount,
        cast(parted.due_amount as decimal(18, 2)) as due_amount,

        -- Findings
        cast(case when parted.over_found > 0 then parted.over_count else 0 end as decimal(18, 4))
            as over_billed_unit_count,
        cast(parted.over_found as decimal(18, 2)) as over_billed_amount,
        cast(
            case when parted.rate_found > 0 then parted.dear_unit_count else 0 end
            as decimal(18, 4)
        ) as rate_above_contract_unit_count,
        cast(parted.rate_found as decimal(18, 2)) as rate_above_contract_amount,
        cast(case when parted.repeat_found > 0 then parted.repeat_count else 0 end as bigint)
            as repeat_contact_count,
        cast(parted.repeat_found as decimal(18, 2)) as repeat_contact_amount,
        cast(
            case
                when parted.reopened_found > 0
                    then parted.unpaid_count - parted.over_count - parted.repeat_count
                else 0
            end as bigint
        ) as reopened_outcome_count,
        cast(parted.reopened_found as decimal(18, 2)) as reopened_outcome_amount,
        cast(
            case
                when
                    parted.units_due_amount >= parted.minimum_amount
                    and parted.rest_found <= parted.minimum_amount
                    then parted.rest_found
                else 0
            end as decimal(18, 2)
        ) as minimum_reached_amount,
        cast(
            case
                when
                    parted.units_due_amount >= parted.minimum_amount
                    and parted.rest_found <= parted.minimum_amount
                    then 0
                else parted.rest_found
            end as decimal(18, 2)
        ) as other_charge_amount,

        -- Credits
        parted.sla_metric,
        parted.is_target_missed,
        cast(parted.missed_count as bigint) as missed_promise_count,
        cast(parted.credit_given_amount as decimal(18, 2)) as sla_credit_given_amount,
        cast(
            greatest(parted.credit_amount - parted.credit_given_amount, 0) as decimal(18, 2)
        ) as sla_credit_due_amount,

        -- Altogether
        cast(
            parted.over_charged_amount
            + greatest(parted.credit_amount - parted.credit_given_amount, 0) as decimal(18, 2)
        ) as finding_amount,
        parted.notice_days,
        parted.renewal_date
    from parted
    inner join providers
        on parted.provider_id = providers.provider_id

)

select * from final
