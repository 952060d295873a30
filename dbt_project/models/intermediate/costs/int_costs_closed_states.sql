{#- The releases that state something else of a closed month than the release before them. A night
    that is judged in the past knows those of its time only. -#}
with

cells as (

    select * from {{ ref("int_costs_closed_cells") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

states as (

    select
        cells.cost_month,
        cells.release_number,
        max(cells.as_of_at) as as_of_at
    from cells
    cross join as_of
    {% if var("as_of") -%}
        where cells.as_of_at <= as_of.as_of_at
    {%- endif %}
    group by cells.cost_month, cells.release_number

),

numbered as (

    select
        *,
        lag(release_number) over (
            partition by cost_month order by release_number
        ) as old_release_number
    from states

),

final as (

    select
        cost_month,
        release_number,
        old_release_number,
        as_of_at
    from numbered
    where old_release_number is not null

)

select * from final
