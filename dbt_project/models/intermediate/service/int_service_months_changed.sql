{#- The months whose tables this run makes anew: those in which a ticket that it times has, or
    had, clocks or moves in the backlog. It reads what is kept before that is replaced, and
    holds its rows until a run has come to its end: what a run that broke off had begun is made
    anew too. -#}
{%- set kept = kept_service_tickets() %}
-- depends_on: {{ ref("int_service_tickets_changed") }}
with

{% if kept -%}
changed as (

    select * from {{ ref("int_service_tickets_changed") }}

),

{% endif -%}
segments as (

    select * from {{ ref("int_service_segments") }}

),

months as (

    select {{ month_start("started_date") }} as changed_month
    from segments
    {%- set unfinished = load_relation(this) if execute else none %}
    {%- if unfinished %}
    union
    select changed_month
    from {{ unfinished }}
    {%- endif %}
    {%- if kept %}
        {%- for table, column in [
            ("int_service_clocks_kept", "applied_date"),
            ("int_service_intervals_kept", "started_date"),
            ("int_service_intervals_kept", "ended_date"),
        ] %}
    union
    select {{ month_start("kept." ~ column) }} as changed_month
    from {{ adapter.get_relation(target.database, "intermediate", table) }} as kept
    inner join changed
        on kept.ticket_number = changed.ticket_number
        {%- endfor %}
    {%- endif %}

),

final as (

    select distinct changed_month
    from months
    where changed_month is not null

)

select * from final
