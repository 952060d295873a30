{{ config(schema="private") }}

with

accrued as (

    select * from {{ ref("int_costs_accrued") }}

),

company as (

    select * from {{ ref("company") }}

),

final as (

    select
        accrued.line_id as cost_line_id,
        accrued.line_source as cost_line_type,
        accrued.source_system,
        accrued.source_file,
        accrued.source_row,
        accrued.cost_month,
        accrued.pool_id,
        accrued.booked_date,
        accrued.service_start_date,
        accrued.service_end_date,
        accrued.has_service_period,
        {{ amount_from_cents("accrued.original_cents") }} as original_amount,
        accrued.original_currency_code,
        cast(cast(accrued.rate_millionths as decimal(18, 0)) * 0.000001 as decimal(18, 6))
            as fx_rate,
        accrued.rate_date as fx_date,
        {{ amount_from_cents("accrued.cost_cents") }} as cost_amount,
        company.reporting_currency_code as currency_code,
        accrued.is_imputed,
        accrued.is_deferred
    from accrued
    cross join company

)

select * from final
