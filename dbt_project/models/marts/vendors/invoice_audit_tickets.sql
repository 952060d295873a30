with

audited as (

    select * from {{ ref("invoice_audit") }}

),

units as (

    select * from {{ ref("int_vendors_units_counted") }}
    where unpaid_reason is not null

),

events as (

    select * from {{ ref("fct_sla_events") }}
    where is_breached

),

findings as (

    {%- for finding, count, amount in [
        ("repeat_contact", "repeat_contact_count", "repeat_contact_amount"),
        ("reopened_outcome", "reopened_outcome_count", "reopened_outcome_amount"),
    ] %}
        select
            audit_month,
            provider_id,
            provider_name,
            contract_line_id,
            document_numbers,
            currency_code,
            '{{ finding }}' as finding,
            {{ count }} as named_count,
            {{ amount }} as finding_amount
        from audited
        where {{ amount }} > 0
        union all
    {%- endfor %}
    select
        audit_month,
        provider_id,
        provider_name,
        contract_line_id,
        document_numbers,
        currency_code,
        'sla_credit_due' as finding,
        missed_promise_count as named_count,
        sla_credit_due_amount as finding_amount
    from audited
    where sla_credit_due_amount > 0

),

missed as (

    select distinct
        provider_id,
        applied_month,
        metric,
        source_system,
        ticket_id
    from events

),

named as (

    select
        audited.audit_month,
        audited.contract_line_id,
        'sla_credit_due' as finding,
        missed.source_system,
        missed.ticket_id,
        cast(null as timestamp) as unit_at
    from audited
    inner join missed
        on
            audited.provider_id = missed.provider_id
            and audited.audit_month = missed.applied_month
            and audited.sla_metric = missed.metric
    where audited.sla_credit_due_amount > 0
    union all
    select
        unit_month as audit_month,
        contract_line_id,
        unpaid_reason as finding,
        source_system,
        ticket_id,
        unit_at
    from units

),

numbered as (

    select
        findings.*,
        named.source_system,
        named.ticket_id,
        row_number() over (
            partition by findings.contract_line_id, findings.audit_month, findings.finding
            order by named.unit_at, named.source_system, named.ticket_id
        ) as ticket_number,
        count(*) over (
            partition by findings.contract_line_id, findings.audit_month, findings.finding
        ) as ticket_count
    from findings
    inner join named
        on
            findings.audit_month = named.audit_month
            and findings.contract_line_id = named.contract_line_id
            and findings.finding = named.finding

),

-- Shares are differences of running amounts in whole cents, so that they add up to the finding.
shared as (

    select
        *,
        least(named_count, ticket_count) as shown_count,
        {{ wide_integer(cents_from_amount("finding_amount")) }} as finding_cents
    from numbered
    where
        finding = 'sla_credit_due'
        or ticket_number <= named_count

),

priced as (

    select
        *,
        case when finding = 'sla_credit_due' then ticket_count else shown_count end as part_count
    from shared

),

final as (

    select
        audit_month,
        provider_id,
        provider_name,
        contract_line_id,
        document_numbers,
        finding,
        source_system,
        ticket_id,
        currency_code,
        {{ amount_from_cents(
            integer_divide("finding_cents * ticket_number", "part_count")
            ~ " - " ~ integer_divide("finding_cents * (ticket_number - 1)", "part_count")
        ) }} as finding_amount
    from priced

)

select * from final
