{#- One row: what the home withholds as a whole. Where a pool of few people is merged into labour,
    the minutes by which labour is spread would tell the two apart again, in any month. -#}
with

cells as (

    select * from {{ ref("int_privacy_cells") }}

),

company as (

    select * from {{ ref("company") }}

),

final as (

    select
        company.min_people_per_cell > 1 as is_payroll_ledger_withheld,
        coalesce(max(case when cells.is_shown_as_labour then 1 else 0 end), 0) = 1
            as is_handled_time_withheld
    from company
    left join cells
        on true
    group by company.min_people_per_cell

)

select * from final
