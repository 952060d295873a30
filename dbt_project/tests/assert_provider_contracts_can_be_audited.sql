{#- If this fails, a row of provider_contracts.csv cannot be held against a bill. -#}
{{ config(meta={
    "names": ["file", "row", "column", "found", "expected"],
    "remedy": "Correct the cell in provider_contracts.csv, or take the row out.",
}) }}
with

numbered as ({{ csv_rows(ref("provider_contracts")) }}),

providers as (

    select * from {{ ref("providers") }}

),

overlapping as (

    select distinct numbered.csv_row
    from numbered
    inner join numbered as earlier
        on
            numbered.contract_line_id = earlier.contract_line_id
            and earlier.csv_row <> numbered.csv_row
            and earlier.valid_from <= numbered.valid_from
            and (earlier.valid_to is null or numbered.valid_from < earlier.valid_to)

),

wrong as (

    select
        csv_row,
        'counted_unit' as column_name,
        counted_unit as found,
        'ticket, request or bot_outcome' as expected
    from numbered
    where counted_unit not in ('ticket', 'request', 'bot_outcome')
    union all
    select
        csv_row,
        'counted_on' as column_name,
        counted_on as found,
        'created or solved' as expected
    from numbered
    where counted_on not in ('created', 'solved')
    union all
    select
        csv_row,
        'per_unit_amount' as column_name,
        cast(per_unit_amount as varchar) as found,
        'more than 0' as expected
    from numbered
    where per_unit_amount <= 0
    union all
    select
        csv_row,
        'sla_credit_share' as column_name,
        coalesce(cast(sla_credit_share as varchar), 'empty') as found,
        'a share from 0 to 1, filled if and only if sla_metric is' as expected
    from numbered
    where
        sla_credit_share not between 0 and 1
        or (sla_credit_share is null) <> (sla_metric is null)
    union all
    select
        csv_row,
        'valid_from' as column_name,
        cast(valid_from as varchar) as found,
        'the first day of a month, after the earlier row of the line has ended' as expected
    from numbered
    where
        valid_from <> {{ month_start("valid_from") }}
        or csv_row in (select csv_row from overlapping)
    union all
    select
        csv_row,
        'valid_to' as column_name,
        cast(valid_to as varchar) as found,
        'empty, or the first day of a later month' as expected
    from numbered
    where valid_to <> {{ month_start("valid_to") }} or valid_to <= valid_from
    union all
    select
        numbered.csv_row,
        'provider_id' as column_name,
        numbered.provider_id as found,
        'a provider with a vendor_name in providers.csv' as expected
    from numbered
    inner join providers
        on numbered.provider_id = providers.provider_id
    where providers.vendor_name is null

)

select
    'provider_contracts.csv' as file,
    csv_row as row,
    column_name as "column",
    found,
    expected
from wrong
