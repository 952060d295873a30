{#- One line per kind of pay in a row of the batch. ADP pays in US dollars. Hours under a code
    belong to the earnings under the same code in the same row. Codes are the company's own: those
    of paid absence and of bonuses are stated here, all others are other earnings. -#}
{%- set lines = [
    ("'REG'", "regular_amount", "regular_hours"),
    ("'OT'", "overtime_amount", "overtime_hours"),
    ("earnings_code_1", "coded_amount_1", "coded_earning_hours_1"),
    ("earnings_code_2", "coded_amount_2", "coded_earning_hours_2"),
    ("hours_code_1", "cast(null as decimal(18, 2))", "hours_without_earnings_1"),
    ("hours_code_2", "cast(null as decimal(18, 2))", "hours_without_earnings_2"),
] -%}
with

batch_rows as (

    select * from {{ ref("stg_adp__batch_rows") }}

),

matched as (

    select
        *,
        case
            when hours_code_1 = earnings_code_1 and hours_code_2 = earnings_code_1
                then coded_hours_1 + coded_hours_2
            when hours_code_1 = earnings_code_1 then coded_hours_1
            when hours_code_2 = earnings_code_1 then coded_hours_2
        end as coded_earning_hours_1,
        case
            when earnings_code_2 = earnings_code_1 then null
            when hours_code_1 = earnings_code_2 and hours_code_2 = earnings_code_2
                then coded_hours_1 + coded_hours_2
            when hours_code_1 = earnings_code_2 then coded_hours_1
            when hours_code_2 = earnings_code_2 then coded_hours_2
        end as coded_earning_hours_2,
        case
            when
                hours_code_1 <> coalesce(earnings_code_1, '')
                and hours_code_1 <> coalesce(earnings_code_2, '')
                then coded_hours_1
        end as hours_without_earnings_1,
        case
            when
                hours_code_2 <> coalesce(earnings_code_1, '')
                and hours_code_2 <> coalesce(earnings_code_2, '')
                then coded_hours_2
        end as hours_without_earnings_2
    from batch_rows

),

lines as (

    {%- for line_code, amount, hours in lines %}
        select
            pay_run,
            worker,
            {{ line_code }} as line_code,
            {{ loop.index }} as line_position,
            period_start,
            period_end,
            pay_date,
            {{ hours }} as hours,
            {{ amount }} as original_amount,
            department,
            source_system,
            source_file,
            source_row,
            loaded_at
        from matched
        {{ "union all" if not loop.last }}
    {%- endfor %}

),

-- Blank and zero cells are no lines. Hours without money stay, and fail the tests.
filled as (

    select *
    from lines
    where
        original_amount <> 0
        or (original_amount is null and hours <> 0)

),

final as (

    select
        pay_run,
        worker,
        line_code,
        cast(
            row_number() over (
                partition by pay_run, worker, line_code
                order by source_file, source_row, line_position
            ) as integer
        ) as line_number,
        period_start,
        period_end,
        pay_date,
        case
            when line_code = 'REG' then 'regular'
            when line_code = 'OT' then 'overtime'
            when line_code in ('V', 'VAC', 'S', 'SIC', 'H', 'HOL', 'P', 'PTO') then 'pto'
            when line_code in ('B', 'BON') then 'bonus'
            else 'other'
        end as line_kind,
        cast(null as varchar) as burdened_line_kind,
        cast(hours as decimal(12, 4)) as hours,
        cast(original_amount as decimal(18, 2)) as original_amount,
        'USD' as original_currency_code,
        department,
        source_system,
        source_file,
        source_row,
        loaded_at
    from filled

)

select * from final
