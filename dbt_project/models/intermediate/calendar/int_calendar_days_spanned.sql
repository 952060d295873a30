{#- The days for which calendars are laid out: from before the first ticket, because a local day
    may begin on the UTC day before, to far enough behind the as-of time to hold the due times. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

run_as_of as (

    select * from {{ ref("int_run_as_of") }}

),

first_ticket as (

    select min(created_at) as created_at
    from tickets

),

bounds as (

    select
        {{ add_days("cast(first_ticket.created_at as date)", -2) }} as first_date,
        {{ add_days("cast(run_as_of.as_of_at as date)", 400) }} as last_date
    from first_ticket
    cross join run_as_of

),

final as (

    {{ date_spine_days("(select first_date from bounds)", "(select last_date from bounds)") }}

)

select * from final
